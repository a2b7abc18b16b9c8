'use client';
/** The page of an address that leads nowhere. */
import { problem } from '@/lib/util/problem';
import { Missing } from './missing';

export function NoPage() {
  return <Missing problem={problem('noSuchPage')} />;
}
