"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const statements = [...document.querySelectorAll(".statement")];
  const texts = statements.map((one) => one.textContent.toLowerCase());
  const boxes = [...document.querySelectorAll("input[name=status]")];
  const theories = [...document.querySelectorAll(".theory")];
  const written = theories.map((one) => one.textContent.toLowerCase());
  const sections = [...document.querySelectorAll("main > section")];
  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    statements.forEach((one, i) => {
      const fits = wanted.has(one.dataset.status) && words.every((word) => texts[i].includes(word));
      one.hidden = !fits;
      shown += fits;
    });
    theories.forEach((one, i) => { one.hidden = !words.every((word) => written[i].includes(word)); });
    for (const section of sections) {
      const inside = [...section.querySelectorAll(".statement")];
      const found = words.length > 0 && section.querySelector(".theory:not([hidden])");
      section.hidden = inside.length > 0 && inside.every((one) => one.hidden) && !found && !section.querySelector(".errors");
    }
    byId("shown").textContent = `${shown} of ${statements.length} shown`;
    byId("nothing").hidden = shown > 0 || statements.length === 0;
  };
  for (const link of document.querySelectorAll("a.again")) {
    const image = byId(link.hash.slice(1)).cloneNode();
    image.removeAttribute("id");
    image.alt = link.dataset.text;
    link.replaceWith(image);
  }
  for (const link of document.querySelectorAll(".certificate a")) {
    link.addEventListener("click", async (event) => {
      if (!link.download.endsWith(".gz") || typeof DecompressionStream === "undefined") return;
      event.preventDefault();
      const packed = Uint8Array.from(atob(link.href.split(",")[1]), (sign) => sign.charCodeAt(0));
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      const content = await new Response(stream).blob();
      const plain = document.createElement("a");
      plain.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
      plain.download = link.download.slice(0, -3);
      plain.click();
      URL.revokeObjectURL(plain.href);
    });
  }
  const fold = (open) => {
    for (const details of document.querySelectorAll(".statement:not([hidden]) details")) details.open = open;
  };
  byId("filters").addEventListener("input", filter);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("unfold").addEventListener("click", () => fold(true));
  byId("fold").addEventListener("click", () => fold(false));
  byId("filters").hidden = false;
  filter();
})();
