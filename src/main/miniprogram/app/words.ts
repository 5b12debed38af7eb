import { Refused, type Outcome, type Rating } from './service';

// What codes are called on the pages.

export const RATINGS: Record<Rating, string> = {
  SATISFIED: '满意',
  MOSTLY_SATISFIED: '基本满意',
  UNDERSTANDING: '理解',
  UNSATISFIED: '不满意',
};

/** The ratings to choose from; 理解 only where it is offered. */
export function ratings(understanding: boolean): { value: Rating; label: string; hint: string }[] {
  const offered: Rating[] = ['SATISFIED', 'MOSTLY_SATISFIED', 'UNDERSTANDING', 'UNSATISFIED'];
  return offered
    .filter((value) => understanding || value !== 'UNDERSTANDING')
    .map((value) => ({ value, label: RATINGS[value], hint: value === 'UNDERSTANDING' ? '结果未如所愿，但理解原因' : '' }));
}

export const OUTCOMES: Record<Outcome, string> = {
  A: '已经解决或基本解决',
  B: '正在解决或列入规划',
  C: '暂不能解决',
  D: '留作参考',
};

/** 2026-05-28 as 2026年5月28日. */
export function day(date: string | null): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '');
  return found ? `${found[1]}年${Number(found[2])}月${Number(found[3])}日` : '';
}

const BEIJING = 8 * 3_600_000;

/** An instant as 2026年5月28日 16:20, by Beijing's clock wherever the phone is. */
export function moment(instant: string): string {
  const local = new Date(Date.parse(instant) + BEIJING).toISOString();
  return `${day(local)} ${local.slice(11, 16)}`;
}

/** The last day on which something that ends at the instant can be done. */
export function lastDay(end: string): string {
  return day(new Date(Date.parse(end) + BEIJING - 1).toISOString());
}

/** What went wrong, for people. */
export function failure(error: unknown): { title: string; detail: string } {
  return error instanceof Refused
    ? { title: error.problem.title, detail: error.problem.detail }
    : { title: '没有连上网络', detail: '请检查手机的网络，稍后再试。' };
}
