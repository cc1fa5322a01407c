// A single key moves to what it names, and does nothing by itself; in a field it is typed.
(function () {
  "use strict";
  document.querySelectorAll(".keys").forEach(function (hint) { hint.hidden = false; });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    var wanted = /^[a-z]$/i.test(event.key) && document.querySelector('[data-key="' + event.key.toLowerCase() + '"]');
    if (wanted) { event.preventDefault(); wanted.focus(); }
  });
}());
// What was typed is kept on this machine until the office has it; every field is sent when it is left.
(function () {
  "use strict";
  var form = document.getElementById("figures");
  if (!form || !window.fetch || !window.DOMParser) { return; }
  var state = document.getElementById("state"), place = "dunghan " + form.dataset.keep, busy = false;
  function kept() { try { return JSON.parse(localStorage.getItem(place)) || {}; } catch (_) { return {}; } }
  function keep(all) {
    try { if (Object.keys(all).length) { localStorage.setItem(place, JSON.stringify(all)); } else { localStorage.removeItem(place); } } catch (_) { }
  }
  function named(name) { return form.elements.namedItem(name); }
  function say(text, off) { state.textContent = text; state.className = off ? "off" : ""; }
  function note(field) {
    var all = kept();
    if (field.value === field.dataset.was) { delete all[field.name]; } else { all[field.name] = field.value; }
    keep(all);
  }
  function clock() { var now = new Date(); return ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2); }
  function waiting() { return Object.keys(kept()).filter(function (name) { return named(name); }); }
  function wrong(field, text) {
    var id = "w-" + field.name, shown = document.getElementById(id);
    if (!text) { if (shown) { shown.remove(); } field.removeAttribute("aria-invalid"); return; }
    if (!shown) { shown = document.createElement("p"); shown.className = "wrong"; shown.id = id; field.before(shown); }
    shown.textContent = text; field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
  }
  function renew(page) {
    var old = form.querySelectorAll(".follows"), now = page.querySelectorAll(".follows"), i;
    for (i = 0; i < old.length && old.length === now.length; i += 1) { old[i].replaceWith(now[i]); }
    var before = document.querySelector(".summary"), after = page.querySelector(".summary");
    if (before) { before.remove(); }
    if (after) { form.before(after); }
  }
  function heard(field, sent, status, page) {
    var was = page.querySelector('[name="' + CSS.escape("was:" + field.name) + '"]'), why = page.getElementById("w-" + field.name);
    if (was && status === 200) { field.dataset.was = was.value; named("was:" + field.name).value = was.value; }
    wrong(field, why ? why.textContent : "");
    var unlike = document.getElementById("u-" + field.name), found = page.getElementById("u-" + field.name);
    if (unlike && found) { unlike.replaceWith(found); }
    if (field.value === sent) {
      var all = kept(); delete all[field.name]; keep(all);
      if (status === 200 && was) { field.value = was.value; }
    }
    renew(page);
    say(why ? "Ô vừa gõ chưa ghi được: xem ngay tại ô đó." : "Đã lưu lúc " + clock() + ".", Boolean(why));
  }
  function send(field) {
    var sent = field.value, body = new URLSearchParams();
    body.set("form_token", named("form_token").value);
    body.set(field.name, sent);
    body.set("was:" + field.name, named("was:" + field.name).value);
    busy = true; say("Đang lưu…");
    return fetch(form.action, { method: "POST", body: body, credentials: "same-origin" }).then(function (answer) {
      return answer.text().then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        if ((answer.status !== 200 && answer.status !== 422) || !page.getElementById("figures")) {
          say("Chưa lưu được; số đã gõ vẫn giữ trên máy này. Tải lại trang để vào lại.", true);
          return false;
        }
        heard(field, sent, answer.status, page);
        return true;
      });
    }).catch(function () {
      say("Mất mạng: " + waiting().length + " ô chưa lưu, vẫn giữ trên máy này và sẽ tự gửi lại.", true);
      return false;
    }).then(function (went) { busy = false; return went; });
  }
  function sendWaiting() {
    var names = waiting();
    if (busy || !names.length) { return; }
    send(named(names[0])).then(function (went) { if (went) { sendWaiting(); } });
  }
  form.addEventListener("input", function (event) { if (event.target.dataset.was !== undefined) { note(event.target); } });
  form.addEventListener("change", function (event) {
    var field = event.target;
    if (field.dataset.was !== undefined && !field.closest(".list")) { note(field); sendWaiting(); }
  });
  form.addEventListener("submit", function () { say("Đang lưu cả trang…"); });
  window.addEventListener("online", sendWaiting);
  setInterval(sendWaiting, 10000);
  if (document.querySelector(".told") && !document.querySelector(".has-wrong")) {
    var all = kept();
    Object.keys(all).forEach(function (name) { var field = named(name); if (field && field.dataset.was === all[name]) { delete all[name]; } });
    keep(all);
  }
  var back = kept(), count = 0;
  Object.keys(back).forEach(function (name) {
    var field = named(name);
    if (field && field.dataset && field.dataset.was !== undefined && field.value !== back[name]) { field.value = back[name]; count += 1; }
  });
  if (count) { say(count + " ô gõ lần trước chưa lưu được đã điền lại ở đây.", true); }
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.target.dataset.was === undefined || event.target.tagName === "TEXTAREA") { return; }
    var fields = Array.prototype.slice.call(form.querySelectorAll("[data-was]")), next = fields[fields.indexOf(event.target) + 1];
    if (next) { event.preventDefault(); next.focus(); }
  });
  if (count) { sendWaiting(); }
}());
