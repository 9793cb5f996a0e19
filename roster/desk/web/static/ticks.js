// Ticks all boxes of a list at once, and says how many are ticked.
import { all, one } from "./dom.js";

const bar = one("[data-tick-all]");
const boxes = all('input[type=checkbox][name="people"]');
if (bar && boxes.length > 1) {
  const button = one("button", bar);
  const told = one("[role=status]", bar);
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    button.textContent = ticked === boxes.length ? "Untick all" : "Tick all";
    told.textContent = ticked ? `${ticked} of ${boxes.length} ticked` : "";
  };
  button.addEventListener("click", () => {
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
    show();
  });
  document.addEventListener("change", show);
  bar.hidden = false;
  show();
}
