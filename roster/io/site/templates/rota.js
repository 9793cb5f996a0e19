// Filters, and the month and week views. Without it the page is whole: everything shows, nothing can be filtered.
(function () {
  "use strict";
  var controls = document.querySelector(".controls");
  if (!controls) return;
  controls.hidden = false;

  var all = roster.all;
  function plain(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  function field(name) { return controls.querySelector("[name=" + name + "]"); }

  var items = all("[data-words]").map(function (node) { return { node: node, words: plain(node.dataset.words) }; });
  var holders = all("[data-holder]");
  var columns = all("[data-column]");
  var table = document.querySelector("[data-weeks]");
  var weeks = table ? JSON.parse(table.dataset.weeks) : [];
  var dated = table ? all("thead th[data-week]", table) : [];
  var count = document.querySelector(".count");
  var label = document.querySelector("[data-week-label]");
  var current = firstWeek();

  function firstWeek() {
    var found = 0, today = roster.today;
    weeks.forEach(function (week, index) { if (week.first <= today && today <= week.last) found = index; });
    return found;
  }

  function value(name) { var found = field(name); return found ? found.value : ""; }

  function apply() {
    var wanted = plain(value("find")).split(/\s+/).filter(Boolean);
    var sign = value("sign"), state = value("state");
    var weekly = !!controls.querySelector("[name=view][value=week]:checked");
    var filtered = wanted.length > 0 || sign !== "" || state !== "";
    var shown = 0, possible = 0;
    items.forEach(function (item) {
      var data = item.node.dataset;
      var here = !weekly || data.week === undefined || Number(data.week) === current;
      var fits = here && (!sign || data.sign === sign) &&
        (!state || data.state === state || (state === "not crewed" && data.state !== "crewed")) &&
        wanted.every(function (word) { return item.words.indexOf(word) >= 0; });
      item.node.hidden = !fits;
      possible += here ? 1 : 0;
      shown += fits ? 1 : 0;
    });
    holders.forEach(function (holder) {
      var elsewhere = weekly && holder.dataset.week !== undefined && Number(holder.dataset.week) !== current;
      holder.hidden = elsewhere || (filtered && !holder.querySelector("[data-words]:not([hidden])"));
    });
    columns.forEach(function (cell) { cell.hidden = sign !== "" && cell.dataset.column !== sign; });
    if (table) showWeek(weekly);
    count.textContent = "Showing " + shown + " of " + possible + " " + count.dataset.noun + ".";
  }

  function showWeek(weekly) {
    table.classList.toggle("week", weekly);
    if (dated.length) {
      var out = dated.map(function (head) { return weekly && Number(head.dataset.week) !== current; });
      var skipped = table.tHead.rows[0].cells.length - dated.length;
      dated.forEach(function (head, index) { head.hidden = out[index]; });
      all("tr[data-words]", table).forEach(function (row) {
        out.forEach(function (hidden, index) { row.cells[index + skipped].hidden = hidden; });
      });
      var wide = skipped + out.filter(function (hidden) { return !hidden; }).length;
      all(".group th", table).forEach(function (head) { head.colSpan = wide; });
    }
    document.querySelector(".steps").hidden = !weekly;
    label.textContent = weeks[current].label;
    document.querySelector("[data-step='-1']").disabled = current === 0;
    document.querySelector("[data-step='1']").disabled = current === weeks.length - 1;
  }

  controls.addEventListener("input", apply);
  controls.addEventListener("change", apply);
  controls.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.step) {
      current = Math.min(weeks.length - 1, Math.max(0, current + Number(button.dataset.step)));
    } else {
      all("input[type=search], select", controls).forEach(function (input) { input.value = ""; });
    }
    apply();
  });
  apply();
})();
