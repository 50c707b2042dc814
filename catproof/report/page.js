"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const statements = [...document.querySelectorAll(".statement")];
  const texts = statements.map((one) => one.textContent.toLowerCase());
  const boxes = [...document.querySelectorAll("input[name=status]")];
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
    for (const section of sections) {
      const inside = [...section.querySelectorAll(".statement")];
      section.hidden = inside.length > 0 && inside.every((one) => one.hidden) && !section.querySelector(".errors");
    }
    byId("shown").textContent = `${shown} of ${statements.length} shown`;
    byId("nothing").hidden = shown > 0 || statements.length === 0;
  };
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
