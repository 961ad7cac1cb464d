"use strict";
// What is pointed at is told beside the pointer, and what it is joined with stays while the rest fades.
const told = document.getElementById("told");
const part = (target) => target.closest && target.closest("g[data-about]");
const about = (group) => group.dataset.about.split(" ");
const show = (group, x, y) => {
  const picture = group.ownerSVGElement;
  const title = group.querySelector(":scope > title");
  const named = about(group);
  const isNode = group.classList.contains("w-node");
  const near = new Set(named);
  const parts = [...picture.querySelectorAll("g[data-about]")];
  for (const other of parts) {
    const ends = about(other);
    const isLit = other === group || (!other.classList.contains("w-node") &&
      (isNode ? ends.includes(named[0]) : ends.length > 1 && ends.every((end) => near.has(end))));
    other.classList.toggle("lit", isLit);
    if (isLit && isNode && ends.length === 2) ends.forEach((end) => near.add(end));
  }
  for (const other of parts) {
    if (other.classList.contains("w-node") && near.has(about(other)[0])) other.classList.add("lit");
  }
  picture.classList.add("looking");
  told.textContent = title ? title.textContent : "";
  told.hidden = told.textContent === "";
  told.style.left = Math.max(8, Math.min(x + 16, innerWidth - told.offsetWidth - 8)) + "px";
  told.style.top = Math.max(8, Math.min(y + 16, innerHeight - told.offsetHeight - 8)) + "px";
};
const hide = () => {
  told.hidden = true;
  document.querySelectorAll("svg.looking").forEach((picture) => picture.classList.remove("looking"));
};
document.addEventListener("mousemove", (event) => {
  const group = part(event.target);
  if (group) show(group, event.clientX, event.clientY);
  else hide();
});
document.querySelectorAll("g[data-about]").forEach((group) => group.setAttribute("tabindex", "0"));
document.addEventListener("focusin", (event) => {
  const group = part(event.target);
  if (!group) return hide();
  const place = group.getBoundingClientRect();
  show(group, place.right, place.top);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
