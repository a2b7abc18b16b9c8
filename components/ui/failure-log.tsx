'use client';
/** Notes failures that nothing caught, so that *Copy details* has them. */
import { useEffect } from 'react';
import { logError } from '@/lib/util/log';

export function FailureLog() {
  useEffect(() => {
    const onError = (event: ErrorEvent) => logError('page', event.error ?? event.message);
    const onRejection = (event: PromiseRejectionEvent) => logError('promise', event.reason);
    addEventListener('error', onError);
    addEventListener('unhandledrejection', onRejection);
    return () => {
      removeEventListener('error', onError);
      removeEventListener('unhandledrejection', onRejection);
    };
  }, []);
  return null;
}
