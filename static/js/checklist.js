// The checklist: how far, and the list remembered in this browser when somebody asks for it.
(function () {
  "use strict";
  var form = document.querySelector("[data-checklist]");
  if (!form) return;
  var ticks = Array.prototype.slice.call(form.querySelectorAll('.ticks input[type="checkbox"]'));
  var bar = form.querySelector("progress");
  var count = function () {
    var done = ticks.filter(function (tick) { return tick.checked; }).length;
    bar.value = done;
    bar.previousElementSibling.textContent = form.dataset.of.replace("{done}", done).replace("{most}", ticks.length);
  };
  form.addEventListener("change", count);
  count();

  var offer = form.querySelector("[data-remember]");
  var place = "checklist:" + form.dataset.checklist;
  var stored = null;
  if (!offer) return;
  try { stored = JSON.parse(localStorage.getItem(place)); } catch (error) { return; }
  var wish = offer.querySelector("input");
  var exit = offer.querySelector("button").parentElement;
  var fields = Array.prototype.slice.call(form.elements).filter(function (field) {
    return /^(start$|done-|who-|due-|note-)/.test(field.name);
  });
  if (stored) {
    wish.checked = true;
    exit.hidden = false;
    if (!("typed" in form.dataset)) fields.forEach(function (field) {
      var value = stored[field.name];
      if (field.type === "checkbox") field.checked = Boolean(value); else field.value = value || "";
      var details = value && field.type !== "checkbox" && field.closest("details");
      if (details) details.open = true;
    });
    count();
  }
  var save = function () {
    exit.hidden = !wish.checked;
    if (!wish.checked) return;
    var values = {};
    fields.forEach(function (field) {
      var value = field.type === "checkbox" ? field.checked : field.value;
      if (value) values[field.name] = value;
    });
    try { localStorage.setItem(place, JSON.stringify(values)); } catch (error) { wish.checked = false; }
  };
  offer.hidden = false;
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  wish.addEventListener("change", function () { if (!wish.checked) localStorage.removeItem(place); });
  offer.querySelector("button").addEventListener("click", function () {
    localStorage.removeItem(place);
    wish.checked = false;
    exit.hidden = true;
    wish.focus();
    fields.forEach(function (field) { if (field.type === "checkbox") field.checked = false; else field.value = ""; });
    count();
  });
})();
