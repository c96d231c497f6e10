// Node's messages as the Fetch API has them.
import type { IncomingMessage } from 'node:http';

/** The header fields, repeated ones as often as they came. */
export function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  }
  return headers;
}

/** The body of a request. Who stops reading it leaves the connection as it is, for the answer. */
export function requestStream(message: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = message.iterator({ destroyOnReturn: false });
  return stream(chunks, () => {
    // What is still to come is read and forgotten, or the client would never listen.
    chunks.return?.().then(
      () => message.resume(),
      () => {},
    );
  });
}

/** The body of an answer. Who stops reading it needs the connection no longer. */
export function answerStream(message: IncomingMessage): ReadableStream<Uint8Array> {
  return stream(message.iterator(), () => void message.destroy());
}

/**
 * A stream that takes a chunk only when somebody reads it. `Readable.toWeb` counts chunks where it
 * means bytes, so that it holds whole bodies.
 */
function stream(chunks: AsyncIterator<Uint8Array>, stop: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}
