export function fillBin(file: string, binId: string, count: number): void;
