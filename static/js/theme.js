// In the head, before anything is drawn: the theme somebody chose on this device.
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-js", "");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch (error) { /* storage is closed: the system's theme holds */ }
})();
