// What the theme leaves out for those who do not see the page, or do not use a mouse.
document.addEventListener("DOMContentLoaded", () => {
  for (const caption of document.querySelectorAll("p.caption[role=heading]")) caption.setAttribute("aria-level", "2");
  document.querySelector("aside.sidebar-drawer")?.setAttribute("aria-label", "pages");
  document.querySelector("aside.toc-drawer")?.setAttribute("aria-label", "on this page");
  for (const block of document.querySelectorAll("pre, table.docutils")) block.tabIndex = 0;  // they may scroll
});
