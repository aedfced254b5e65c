import { useEffect } from 'react';

/**
 * Gives GraphiQL's tabs valid roles. GraphiQL makes the list item the tab, although it contains two buttons, one that
 * opens the tab and one that closes it. Here both are buttons, and the first one says whether its tab is shown.
 */
export function TabRoles(): null {
  useEffect(() => {
    const tabs = document.querySelector('.graphiql-tabs');
    if (!tabs) return undefined;
    const observer = new MutationObserver(() => mend(tabs));
    observer.observe(tabs, { subtree: true, childList: true, attributeFilter: ['role', 'aria-selected', 'class'] });
    mend(tabs);
    return () => observer.disconnect();
  }, []);
  return null;
}

function mend(tabs: Element): void {
  setAttribute(tabs, 'role', 'group');
  const session = document.getElementById('graphiql-session');
  if (session) setAttribute(session, 'role', 'group');
  for (const item of tabs.querySelectorAll('.graphiql-tab')) {
    setAttribute(item, 'role', 'presentation');
    item.removeAttribute('aria-selected');
    const button = item.querySelector('.graphiql-tab-button');
    if (button) setAttribute(button, 'aria-current', String(item.classList.contains('graphiql-tab-active')));
  }
}

/** Without changes there is nothing to observe. */
function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
