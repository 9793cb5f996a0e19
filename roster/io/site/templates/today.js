// What all pages do: mark today, and the duties that are over, by the clock of the rota's time zone.
var roster = (function () {
  "use strict";
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  var now = Date.now(), parts = {};
  new Intl.DateTimeFormat("en-GB", {
    timeZone: document.documentElement.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit"
  }).formatToParts(now).forEach(function (part) { parts[part.type] = part.value; });
  var today = parts.year + "-" + parts.month + "-" + parts.day;
  all("[data-day='" + today + "']").forEach(function (place) {
    place.classList.add("today");
    place.setAttribute("aria-current", "date");
  });
  all("[data-end]").forEach(function (duty) {
    if (Date.parse(duty.dataset.end) <= now) duty.classList.add("over");
  });
  return { all: all, now: now, today: today };
})();
