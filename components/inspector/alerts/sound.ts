/** Two soft notes, made on the spot. Browsers let a page sound only after the reader has pressed something in it. */

const NOTES = [
  { hertz: 784, at: 0 },
  { hertz: 1175, at: 0.11 },
] as const;
const LOUDNESS = 0.09;
const FADE_SECONDS = 0.28;

let context: AudioContext | null = null;

/** To be called while the reader presses something; after that `playSound` is heard. */
export function unlockSound(): void {
  context ??= new AudioContext();
  void context.resume();
}

/** Silent when the browser does not let the page sound (yet). */
export function playSound(): void {
  if (context?.state !== "running") return;
  const now = context.currentTime;
  for (const { hertz, at } of NOTES) {
    const note = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, now + at);
    volume.gain.linearRampToValueAtTime(LOUDNESS, now + at + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + at + FADE_SECONDS);
    note.connect(volume).connect(context.destination);
    note.start(now + at);
    note.stop(now + at + FADE_SECONDS);
  }
}
