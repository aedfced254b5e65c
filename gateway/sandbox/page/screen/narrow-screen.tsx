import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { createPortal } from 'react-dom';

/** As in the style sheet: below this width, panels are drawers above the editors. */
const NARROW = matchMedia('(max-width: 899px)');

function subscribe(listener: () => void): () => void {
  NARROW.addEventListener('change', listener);
  return () => NARROW.removeEventListener('change', listener);
}

/** Whether there is no room for a panel beside the editors; read once. */
export function isNarrow(): boolean {
  return NARROW.matches;
}

/** The area around an open drawer: a touch or Escape closes the drawer. */
export function DrawerBackdrop(): ReactElement | null {
  const narrow = useSyncExternalStore(subscribe, isNarrow);
  const visiblePlugin = useGraphiQL((state) => state.visiblePlugin);
  const { setVisiblePlugin } = useGraphiQLActions();
  const isOpen = narrow && visiblePlugin !== null;
  useEffect(() => {
    if (!isOpen) return undefined;
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setVisiblePlugin(null);
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [isOpen, setVisiblePlugin]);
  const main = document.querySelector('.graphiql-main');
  if (!isOpen || !main) return null;
  const close = () => setVisiblePlugin(null);
  return createPortal(
    <button type="button" className="drawer-backdrop" aria-label={`Close ${visiblePlugin.title}`} onClick={close} />,
    main,
  );
}
