/** The browser's own reader of codes, which TypeScript's library does not know yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

declare const BarcodeDetector: new (options: { formats: readonly string[] }) => Detector;

/** The texts of the QR codes in a running video, as they are seen, until it is aborted. */
export async function* detectCodes(video: HTMLVideoElement, signal: AbortSignal): AsyncGenerator<string> {
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  while (!signal.aborted) {
    const [code] = await detector.detect(video);
    if (code) yield code.rawValue;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
