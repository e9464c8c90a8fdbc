/** What stands around the list: the order, the way to more, the way to a composer, links. */

import type { Order } from "../contract";
import { button, find, h, link, put } from "./dom";
import type { View } from "./view";

/** Writes anew what depends on the page that was loaded. */
export function furnish(view: View): void {
  const { say } = view.speech;
  const { page, pages, comments, site, thread } = view.page;
  const choose = async (order: Order) => {
    view.order = order;
    await view.show();
    find(view.tools, order)?.focus();
    view.announce(say("embed.ordered", { order: say(`embed.order.${order}`) }));
  };
  const choice = (order: Order) =>
    button(order, say(`embed.order.${order}`), () => choose(order), {
      "aria-pressed": `${view.order === order}`,
    });
  put(
    view.tools,
    comments.length > 1 &&
      h(
        "div.order",
        { role: "group", "aria-label": say("embed.order") },
        choice("oldest"),
        choice("newest"),
        site.votes === "shown" && choice("recommended"),
      ),
  );
  put(view.more, page < pages && button("more", say("embed.more"), () => view.show(page + 1)));
  put(
    view.footer,
    link("rules", say("embed.rules"), site.rules_url),
    link("feed", say("embed.feed"), thread.feeds?.atom),
    link("page", say("embed.page"), thread.page_url),
  );
}

/** Shows the way to sign in. */
export function greet(view: View): void {
  const signIn = () => view.takePart((part) => part.signIn());
  put(view.account, button("sign-in", view.speech.say("embed.sign-in"), signIn));
}

/** Shows the way to a composer, or why there is none. */
export function invite(view: View): void {
  const { say } = view.speech;
  put(
    view.composer,
    view.open
      ? button("write", say("embed.write"), () => view.takePart((part) => part.compose()))
      : h("p.closed", {}, say("embed.closed")),
  );
}
