/** As Kubernetes keeps a time: what is less than a second is cut off. */
export const wholeSecond = (time: string): string => time.replace(/\.\d+Z$/, 'Z');
