// The scale: points while one chooses. Halves are whole numbers; the server adds up anew when the form is sent.
(function () {
  "use strict";
  var form = document.querySelector("[data-scale]");
  var place = form && form.querySelector("[data-tally]");
  if (!place) return;
  var halves = { closed: [2, 0], between: [1, 1], open: [0, 2] };
  var points = function (count) {
    var whole = Math.floor(count / 2);
    return (whole || count % 2 === 0 ? String(whole) : "") + (count % 2 ? "½" : "");
  };
  var own = function (radio) {
    var match = /^(own-\d+)-choice$/.exec(radio.name);
    var side = match && form.elements[match[1] + "-closed"];
    return side ? side.value.trim() !== "" : true;
  };
  var add = function () {
    var closed = 0, open = 0, answered = 0, rows = 0;
    form.querySelectorAll('input[type="radio"]:checked').forEach(function (radio) {
      if (!own(radio)) return;
      rows += 1;
      var value = halves[radio.value];
      if (!value) return;
      answered += 1;
      closed += value[0];
      open += value[1];
    });
    place.textContent = answered
      ? place.dataset.points.replace("{closed}", points(closed)).replace("{open}", points(open))
        .replace("{answered}", answered).replace("{rows}", rows)
      : place.dataset.none;
  };
  form.addEventListener("change", add);
  add();
})();
