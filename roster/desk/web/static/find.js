// Shows the rows of a table in which the typed words occur.
import { all, one, plain } from "./dom.js";

const box = one("#find");
const table = one("table[data-find]");
if (box && table) {
  const rows = all("tbody tr", table);
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => plain(row.dataset.words).includes(word));
    const shown = rows.filter((row) => !row.hidden).length;
    one(".count").textContent = words.length ? `${shown} of ${rows.length} shown` : "";
  });
}
