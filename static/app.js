/*
 * The one script of Reparto. Every page is complete without it: it only moves focus, counts, and tells the truth
 * about a bad signal. It hides nothing, disables nothing, stores nothing and talks to no other host.
 */
(function () {
  "use strict";

  const PRESS_GUARD_MS = 1000;
  const COUNT_DELAY_MS = 500;
  // A phone that loses signal often waits for ever instead of failing; after this long we call it a failure.
  const ANSWER_LIMIT_MS = 30000;
  const RETRY_AFTER_S = [2, 5, 15, 30];

  /* Faults: put the reader at the summary, where a page without script starts anyway. */
  const errors = document.querySelector(".errors");
  if (errors) errors.focus();

  /* A shared device: leave nothing behind. Some browsers throw when storage is switched off. */
  if (document.body.hasAttribute("data-wipe")) {
    try {
      sessionStorage.clear();
    } catch (refused) {
      /* No storage, nothing to clear. */
    }
  }

  /* Live count on the ballot. */
  const ballot = document.querySelector("form#ballot");
  const count = ballot && ballot.querySelector(".count");
  if (count) startCount(ballot, count);

  function startCount(form, box) {
    const limit = parseInt(box.dataset.limit, 10) || Infinity;
    let timer = 0;

    function show() {
      const chosen = form.querySelectorAll("input[type=checkbox]:checked").length;
      const over = chosen > limit;
      const words = chosen === 0 ? box.dataset.none : over ? box.dataset.over : box.dataset.some;
      box.classList.toggle("over", over);
      if (!words) return;
      const text = words
        .replace(/\{n\}/g, String(chosen))
        .replace(/\{k\}/g, String(limit))
        .replace(/\{x\}/g, String(Math.abs(chosen - limit)));
      // Writing the same words again would make some screen readers repeat them.
      if (box.textContent.trim() !== text) box.textContent = text;
    }

    form.addEventListener("change", function () {
      // Someone who ticks fast hears one sentence, not five.
      clearTimeout(timer);
      timer = setTimeout(show, COUNT_DELAY_MS);
    });
    // Browsers put ticks back after this script ran, when a page is reopened or reached by Back.
    window.addEventListener("pageshow", show);
  }

  /* A second press within a second is a trembling hand or an impatient one: ignore it, in the capturing phase so
     that nothing else sees it. The button stays as it is, so nobody wonders why it went grey. */
  const pressed = new WeakMap();
  document.addEventListener("submit", function (event) {
    const now = Date.now();
    if (now - (pressed.get(event.target) || 0) < PRESS_GUARD_MS) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      pressed.set(event.target, now);
    }
  }, true);

  /* Casting over a bad signal. The form carries a one-time token: sending it twice counts once. */
  const able = window.fetch && window.URLSearchParams && window.FormData && FormData.prototype.entries;
  if (able) document.querySelectorAll("form[data-cast]").forEach(startCast);

  function startCast(form) {
    const status = form.querySelector("[role=status]");
    const alert = document.createElement("div");
    let button = null;
    // Null when there is nothing to send again.
    let body = null;
    let tries = 0;
    let timer = 0;
    let sending = false;
    let waiting = false;

    // Present and empty from the start: screen readers announce what is put into it, not its birth.
    alert.setAttribute("role", "alert");
    const row = form.querySelector(".buttons");
    form.insertBefore(alert, row && row.parentNode === form ? row : null);

    // Older browsers do not say which button sent a form.
    form.addEventListener("click", function (event) {
      const hit = event.target.closest("button, input[type=submit]");
      if (hit) button = hit;
    });

    form.addEventListener("submit", function (event) {
      const by = event.submitter || button || form.querySelector("button, input[type=submit]");
      // Language buttons stand outside the form and only borrow it: they are not a cast.
      if (by && (!form.contains(by) || by.hasAttribute("formaction"))) return;
      event.preventDefault();
      if (sending) return;
      button = by;
      const data = new URLSearchParams(new FormData(form));
      if (by && by.name) data.append(by.name, by.value);
      body = data.toString();
      tries = 0;
      // Emptied so that the same sentence is announced again if this press fails too.
      say("");
      send();
    });

    function words(name) {
      const holder = form.dataset[name] ? form : form.querySelector("[data-" + name + "]");
      return holder ? holder.dataset[name] : "";
    }

    function say(text) {
      alert.className = text ? "warning" : "";
      if (alert.textContent !== text) alert.textContent = text;
    }

    function send() {
      clearTimeout(timer);
      waiting = false;
      sending = true;
      if (status) status.textContent = words("sending");

      const options = {
        method: "POST",
        body: body,
        headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
        credentials: "same-origin",
        redirect: "follow"
      };
      let limit = 0;
      if (window.AbortController) {
        const stop = new AbortController();
        options.signal = stop.signal;
        limit = setTimeout(function () { stop.abort(); }, ANSWER_LIMIT_MS);
      }
      fetch(form.getAttribute("action") || location.href, options).then(function (response) {
        clearTimeout(limit);
        arrived(response);
      }, function () {
        clearTimeout(limit);
        lost();
      });
    }

    function arrived(response) {
      // `sending` stays on: this page is on its way out and takes no further press. What happened to the vote is
      // for the server's own page to say, never for this script.
      if (response.redirected) {
        location.assign(response.url);
        return;
      }
      // A page about a fault. It is shown from this very answer: asking again would count a wrong code twice.
      response.text().then(function (text) {
        const page = new DOMParser().parseFromString(text, "text/html");
        const main = page.querySelector("main");
        const old = document.querySelector("main");
        if (!main || !old) {
          lost();
          return;
        }
        sending = false;
        body = null;
        document.title = page.title;
        old.parentNode.replaceChild(main, old);
        main.querySelectorAll("form[data-cast]").forEach(startCast);
        const target = main.querySelector("#errors") || main;
        window.scrollTo(0, 0);
        target.focus();
      }, lost);
    }

    function lost() {
      sending = false;
      if (!document.body.contains(form)) return;
      if (status) status.textContent = "";
      say(words("offline"));
      const again = words("retry");
      // The same button with new words: focus stays on it and there is never a second one to wonder about.
      if (button && again) {
        if (button.tagName === "INPUT") button.value = again;
        else button.textContent = again;
      }
      if (body !== null && tries < RETRY_AFTER_S.length) {
        waiting = true;
        timer = setTimeout(send, RETRY_AFTER_S[tries] * 1000);
        tries += 1;
      }
    }

    window.addEventListener("online", function () {
      if (waiting && !sending) send();
    });

    // Whoever leaves this page may be changing the choices: an old body must not be sent behind their back later.
    window.addEventListener("pagehide", function () {
      clearTimeout(timer);
      waiting = false;
      body = null;
    });
    // Reached again by Back: start afresh.
    window.addEventListener("pageshow", function (event) {
      if (!event.persisted) return;
      sending = false;
      if (status) status.textContent = "";
      say("");
    });
  }
})();
