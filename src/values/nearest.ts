import { editDistance } from './edit-distance.ts';

/** The likest of many words, best first: those that contain it, or that few strokes separate. */
export function nearest(word: string, among: readonly string[], most: number): readonly string[] {
  const wanted = word.toLowerCase();
  return among
    .map(candidate => ({ candidate, score: strokes(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.score - b.score || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

function strokes(wanted: string, candidate: string): number {
  const distance = editDistance(wanted.slice(0, 80), candidate.slice(0, 80));
  return candidate.includes(wanted) ? distance / 4 : distance;
}

/** Those that a slip of the fingers made of it, best first: no more than a third of its letters are different. */
export function near(word: string, among: readonly string[], most: number): readonly string[] {
  const wanted = word.toLowerCase();
  const farthest = Math.floor(wanted.length / 3);
  const isNear = (candidate: string): boolean => {
    const plain = candidate.toLowerCase();
    if (wanted.length >= 3 && plain.includes(wanted)) return true;
    return (
      Math.abs(plain.length - wanted.length) <= farthest &&
      editDistance(wanted.slice(0, 80), plain.slice(0, 80)) <= farthest
    );
  };
  return nearest(word, [...new Set(among)].filter(isNear), most);
}
