/** The parts used here of Tesseract compiled to WebAssembly; the package has no types of its own. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  export interface TessBaseAPI {
    /** @param mode 1: the neural network alone. @returns 0, or -1 */
    Init(dataPath: null, languages: string, mode: number, configFile: undefined): number
    /** Of the file `/input`. @returns 1 when it is no picture */
    SetImageFile(exifOrientation: number, angle: number): number
    Recognize(monitor: null): number
    GetJSONText(): string
  }
  export interface Tesseract {
    FS: { writeFile(path: string, bytes: Uint8Array): void }
    TessBaseAPI: new () => TessBaseAPI
  }
  const load: (options: { print(text: string): void; printErr(text: string): void }) => Promise<Tesseract>
  export default load
}
