"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const PAGE = 100;
  const categories = [...document.querySelectorAll(".category")];
  const texts = categories.map((one) => one.textContent.toLowerCase());
  const choices = [...document.querySelectorAll(".choice")];
  let most = PAGE;
  const filter = () => {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const arrows = byId("arrows").value;
    const wanted = choices.filter((one) => one.value).map((one) => [Number(one.dataset.place), one.value]);
    let found = 0;
    categories.forEach((one, i) => {
      const fits = (!arrows || one.dataset.arrows === arrows)
        && wanted.every(([place, value]) => one.dataset.has[place] === value)
        && words.every((word) => texts[i].includes(word));
      found += fits;
      one.hidden = !fits || found > most;
    });
    byId("shown").textContent = `${Math.min(found, most)} of ${found} shown, ${categories.length} in all`;
    byId("nothing").hidden = found > 0;
    byId("more").hidden = found <= most;
  };
  const again = () => { most = PAGE; filter(); };
  const clear = () => {
    byId("search").value = byId("arrows").value = "";
    for (const one of choices) one.value = "";
    again();
  };
  const follow = () => {
    const one = byId(decodeURIComponent(location.hash.slice(1)));
    if (!one || !one.classList.contains("category")) return;
    if (one.hidden) clear();
    one.hidden = false;
    one.scrollIntoView();
  };
  for (const event of ["input", "change"]) byId("filters").addEventListener(event, again);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", clear);
  byId("more").addEventListener("click", () => { most += PAGE; filter(); });
  addEventListener("hashchange", follow);
  byId("filters").hidden = false;
  filter();
  follow();
})();
