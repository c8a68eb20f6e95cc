import { useEffect, useRef } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router-dom';
import { written } from '../view/url/codec';
import { commonUrl } from '../view/url/common';
import { pageTarget } from '../view/url/pageTarget';
import { useUrlContext } from '../view/url/useUrl';

/** The router's key for the entry of the browser's history that the app was opened with. */
const OPENED = 'default';

/**
 * Goes back to where the reader came from in the app. If a link opened the story, nothing of the app comes before it in
 * the browser's history, and it goes to the events instead.
 */
export function useBack(): () => void {
  const { params } = useUrlContext();
  const navigate = useNavigate();
  const { key } = useLocation();
  const isReplacement = useNavigationType() === 'REPLACE';
  const first = useRef(OPENED);
  const current = useRef(key);
  useEffect(() => {
    // A change that the browser's own Back does not stop at gives the entry a new key.
    if (isReplacement && current.current === first.current) {
      first.current = key;
    }
    current.current = key;
  }, [key, isReplacement]);
  const events = pageTarget('events', written(params, commonUrl, { event: '' }));
  return () => (key === first.current ? navigate(events) : navigate(-1));
}
