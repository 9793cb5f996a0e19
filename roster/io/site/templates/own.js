// A person's own page: the next duty that is not over, how far away it is, and what can still be taken.
(function () {
  "use strict";
  var seats = roster.all("[data-until]");
  var ahead = seats.filter(function (seat) { return Date.parse(seat.dataset.until) > roster.now; });
  if (ahead.length < seats.length) {
    seats.forEach(function (seat) { seat.hidden = ahead.indexOf(seat) < 0; });
    roster.all("[data-take]").forEach(function (place) { place.hidden = !ahead.length; });
    roster.all("[data-no-take]").forEach(function (place) { place.hidden = Boolean(ahead.length); });
    roster.all("details").forEach(function (more) {
      var left = roster.all("[data-until]:not([hidden])", more).length;
      more.hidden = !left;
      more.querySelector("summary").textContent = left + " more";
    });
    var days = ahead.sort(function (one, other) { return one.dataset.until < other.dataset.until ? -1 : 1; })
      .map(function (seat) { return seat.dataset.words; })
      .filter(function (words, place, all) { return all.indexOf(words) === place; });
    if (days.length > 3) days = days.slice(0, 2).concat(days.length - 2 + " other dates");
    var last = days.length > 1 ? " or " + days.pop() : "";
    roster.all("[data-dates]").forEach(function (place) { place.textContent = days.join(", ") + last; });
  }
})();
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
