// The board of groups: the effect of a move comes up beside it, and people can be dragged. Without this each move is a
// page of its own, and the keyboard needs nothing of it.
(function () {
  "use strict";
  var board = document.querySelector("[data-board]");
  var form = document.getElementById("move");
  if (!board || !form || !window.fetch) return;
  var target = form.elements.namedItem("til");

  var dialog = document.createElement("dialog");
  dialog.className = "dialog board-effect";
  dialog.setAttribute("aria-labelledby", "effect");
  board.appendChild(dialog);

  var leave = function (address) { location.assign(address); };
  var show = function (address) {
    fetch(address, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (html) {
      var effect = new DOMParser().parseFromString(html, "text/html").querySelector("[data-effect]");
      if (!effect) return leave(address);
      dialog.replaceChildren(effect);
      if (!dialog.open) dialog.showModal();
      dialog.querySelector("h2").focus();
    }).catch(function () { leave(address); });
  };
  var asked = function (asking) { return asking.action.split("?")[0] + "?" + new URLSearchParams(new FormData(asking)); };

  form.addEventListener("submit", function (event) {
    if (!target.value || !new FormData(form).get("person")) return;
    event.preventDefault();
    show(asked(form));
  });
  dialog.addEventListener("submit", function (event) {
    if (event.target.method !== "get") return;
    event.preventDefault();
    show(asked(event.target));
  });
  dialog.addEventListener("click", function (event) {
    if (!event.target.closest("[data-close-effect]")) return;
    event.preventDefault();
    dialog.close();
  });

  // --- dragging, as an extra: it presses the same form
  var groupOf = function (place) { return place.closest && place.closest("[data-group]"); };
  board.querySelectorAll("[data-person]").forEach(function (person) {
    person.draggable = true;
    person.addEventListener("dragstart", function (event) {
      event.dataTransfer.setData("text/plain", person.dataset.person);
      event.dataTransfer.effectAllowed = "move";
    });
  });
  board.addEventListener("dragover", function (event) {
    var group = groupOf(event.target);
    if (!group) return;
    event.preventDefault();
    group.dataset.over = "1";
  });
  board.addEventListener("dragleave", function (event) {
    var group = groupOf(event.target);
    if (group && !group.contains(event.relatedTarget)) delete group.dataset.over;
  });
  board.addEventListener("drop", function (event) {
    var group = groupOf(event.target);
    var reference = event.dataTransfer.getData("text/plain");
    var person = Array.prototype.filter.call(board.querySelectorAll("[data-person]"), function (one) {
      return one.dataset.person === reference;
    })[0];
    if (!group || !person) return;
    event.preventDefault();
    delete group.dataset.over;
    if (group.contains(person)) return;
    person.querySelector(".member__pick").checked = true;
    target.value = group.dataset.group;
    show(asked(form));
  });
})();
