/// The one script. Everything works without it; it only saves steps: theme, hidden personal data, all rows at once, filters that
/// submit themselves, printing. The choices are kept in cookies (`theme`, `personal`) that hold no personal data, so that the server
/// can render the next page right from the start and nothing flashes. The theme is the browser's, and stays; hiding is the person's, and
/// ends with the session.
enum Script {
    static let text = """
        "use strict";
        (() => {
          const root = document.documentElement;
          const all = (selector, scope = document) => Array.from(scope.querySelectorAll(selector));
          const remember = (name, value, age = "") => {
            const secure = location.protocol === "https:";
            document.cookie = `${secure ? "__Host-" : ""}${name}=${value}; Path=/${age}; SameSite=Lax${secure ? "; Secure" : ""}`;
          };
          root.classList.add("scripted");

          const showTheme = () => all("[data-theme-choice]").forEach((button) => {
            button.setAttribute("aria-pressed", String((root.dataset.theme || "auto") === button.dataset.themeChoice));
          });
          all("[data-theme-choice]").forEach((button) => button.addEventListener("click", () => {
            const choice = button.dataset.themeChoice;
            if (choice === "auto") delete root.dataset.theme; else root.dataset.theme = choice;
            remember("theme", choice, "; Max-Age=31536000");
            showTheme();
          }));
          showTheme();

          all("[data-toggle-personal]").forEach((button) => button.addEventListener("click", () => {
            remember("personal", root.classList.toggle("hide-personal") ? "hidden" : "shown");
          }));

          all("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));

          all("form[data-select-rows]").forEach((form) => {
            const rows = all("input[name=rad]", form);
            const master = form.querySelector("input[data-all-rows]");
            const count = form.querySelector("[data-row-count]");
            const show = () => {
              const chosen = rows.filter((row) => row.checked).length;
              if (count) count.textContent = chosen === 1 ? "1 rad vald" : `${chosen} rader valda`;
              if (master) {
                master.checked = chosen > 0 && chosen === rows.length;
                master.indeterminate = chosen > 0 && chosen < rows.length;
              }
            };
            form.addEventListener("change", (event) => {
              if (event.target === master) rows.forEach((row) => { row.checked = master.checked; });
              show();
            });
            show();
          });

          all("form[data-autosubmit]").forEach((form) => form.addEventListener("change", (event) => {
            if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
          }));

          all("[data-focus-first]").forEach((summary) => summary.focus());
          all(".sections [aria-current], .tabs [aria-current]").forEach((current) => {
            const strip = current.closest("nav");
            strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
          });
        })();
        """
}
