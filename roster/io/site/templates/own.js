// A person's own page: the next duty that is not over, and how far away it is.
(function () {
  "use strict";
  var ahead = roster.all(".duty-ahead"), none = document.querySelector("[data-none]");
  var next = ahead.filter(function (duty) { return Date.parse(duty.dataset.end) > roster.now; })[0];
  ahead.forEach(function (duty) { duty.hidden = duty !== next; });
  none.hidden = Boolean(next);
  if (!next) return;
  var days = Math.round((Date.parse(next.dataset.day) - Date.parse(roster.today)) / 864e5);
  var words = days <= 0 ? "today" : days === 1 ? "tomorrow" : "in " + days + " days";
  if (Date.parse(next.dataset.start) <= roster.now) words = "now";
  document.querySelector("[data-relative]").textContent = words;
})();
