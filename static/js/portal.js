// What script adds to pages that work without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector, inside) { return Array.prototype.slice.call((inside || document).querySelectorAll(selector)); };
  var one = function (selector, inside) { return (inside || document).querySelector(selector); };

  // --- theme: kept in the browser, nothing is sent
  var choices = one("[data-theme-choices]");
  if (choices) {
    var chosen = function () { return root.getAttribute("data-theme") || "auto"; };
    var show = function () {
      all("[data-theme-choice]", choices).forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen()));
      });
    };
    choices.hidden = false;
    choices.addEventListener("click", function (event) {
      var button = event.target.closest("[data-theme-choice]");
      if (!button) return;
      var theme = button.dataset.themeChoice;
      if (theme === "auto") root.removeAttribute("data-theme"); else root.setAttribute("data-theme", theme);
      try {
        if (theme === "auto") localStorage.removeItem("theme"); else localStorage.setItem("theme", theme);
      } catch (error) { /* the choice holds for this page */ }
      show();
    });
    show();
  }

  // --- menu: closes on Esc, on a press elsewhere and when focus leaves it
  var menu = one("[data-menu]");
  if (menu) {
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        one("summary", menu).focus();
      }
    });
    document.addEventListener("click", function (event) {
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
  }

  // --- leaving quickly: at once, and without a way back in the history
  var exit = one("[data-exit]");
  if (exit) {
    var presses = [];
    var leave = function () {
      document.body.hidden = true;
      window.open(exit.dataset.exit, "_blank", "noopener");
      location.replace(exit.dataset.exit);
    };
    exit.addEventListener("click", function (event) { event.preventDefault(); leave(); });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") { presses = []; return; }
      var now = Date.now();
      presses = presses.filter(function (time) { return now - time < 2000; }).concat(now);
      if (presses.length === 3) leave();
    });
  }

  // --- questions: open by their address; open all
  var openTarget = function () {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
    var target = id && document.getElementById(id);
    if (target && target.tagName === "DETAILS") {
      target.open = true;
      target.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();
  all("[data-open-all]").forEach(function (tools) {
    var button = one("button", tools);
    var questions = all(".accordion details", tools.parentElement);
    var words = button.textContent;
    var label = function () {
      var open = questions.every(function (question) { return question.open; });
      button.textContent = open ? tools.dataset.close : words;
      return open;
    };
    if (!questions.length) return;
    button.addEventListener("click", function () {
      var open = label();
      questions.forEach(function (question) { question.open = !open; });
      label();
    });
    questions.forEach(function (question) { question.addEventListener("toggle", label); });
    label();
  });

  // --- guide: the chapter on the screen is marked in the contents
  var contents = one(".guide__contents");
  if (contents && window.IntersectionObserver) {
    var seen = [];
    var places = all("a[href^='#']", contents).map(function (link) {
      var heading = document.getElementById(link.hash.slice(1));
      return { link: link, chapter: heading && heading.closest(".guide__chapter") };
    }).filter(function (place) { return place.chapter; });
    var reading = new IntersectionObserver(function (changes) {
      changes.forEach(function (change) {
        seen = seen.filter(function (chapter) { return chapter !== change.target; });
        if (change.isIntersecting) seen.push(change.target);
      });
      var first = places.filter(function (place) { return seen.indexOf(place.chapter) !== -1; })[0];
      if (!first) return;
      places.forEach(function (place) {
        if (place === first) place.link.setAttribute("aria-current", "location");
        else place.link.removeAttribute("aria-current");
      });
    }, { rootMargin: "-10% 0px -60% 0px" });
    places.forEach(function (place) { reading.observe(place.chapter); });
  }

  // --- print: everything is open on paper, and as it was afterwards
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = all("main details:not([open])");
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });

  // --- films: nothing is asked of another host before a press
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-film] a");
    if (!link) return;
    event.preventDefault();
    var stage = link.closest("[data-film]");
    var frame = document.createElement("iframe");
    frame.src = stage.dataset.film;
    frame.title = stage.dataset.title;
    frame.allow = "fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    stage.replaceChildren(frame);
    frame.focus();
  });

  // --- forms: focus on what is wrong, one sending, letters counted
  var summary = one("[data-error-summary]");
  if (summary) summary.focus();
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    var button = event.submitter;
    if (button && "file" in button.dataset) return; // a download leaves the page as it is
    form.dataset.sent = "1";
    if (button && button.dataset.busy) {
      button.dataset.words = button.textContent;
      button.setAttribute("aria-busy", "true");
      button.textContent = button.dataset.busy;
    }
  });
  window.addEventListener("pageshow", function () {
    all("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    all("[data-words]").forEach(function (button) {
      button.textContent = button.dataset.words;
      button.removeAttribute("aria-busy");
    });
  });
  all("[data-counter]").forEach(function (counter) {
    var area = document.getElementById(counter.dataset.counter);
    if (!area) return;
    var live = document.createElement("span");
    var timer;
    live.className = "visually-hidden";
    live.setAttribute("aria-live", "polite");
    counter.after(live);
    var count = function () {
      var left = Number(counter.dataset.most) - Array.from(area.value).length;
      counter.textContent = Math.abs(left) + " " + (left < 0 ? counter.dataset.over : counter.dataset.left);
      clearTimeout(timer);
      timer = setTimeout(function () { live.textContent = left < 100 ? counter.textContent : ""; }, 1500);
    };
    area.addEventListener("input", count);
    if (area.value) count();
  });

  // --- dialogs: only where something is lost; the browser keeps focus and Esc
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-dialog]");
    var dialog = opener && document.getElementById(opener.dataset.dialog);
    if (!dialog || !dialog.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
  all("dialog [data-close]").forEach(function (button) {
    button.addEventListener("click", function () { button.closest("dialog").close(); });
  });

  // --- jobs: asks again every 5 seconds, in the background
  all("[data-job]").forEach(function ask(job) {
    if (job.dataset.state !== "waiting" && job.dataset.state !== "running") return;
    setTimeout(function () {
      fetch(job.dataset.job, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }).then(function (html) {
        var fresh = one("[data-job]", new DOMParser().parseFromString(html, "text/html"));
        if (!fresh) return;
        job.replaceWith(fresh);
        ask(fresh);
      }).catch(function () { ask(job); });
    }, 5000);
  });
})();
