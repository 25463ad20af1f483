// The last seconds of a stream as WebM. A recorder runs all the time; its file is a head and clusters, each of which begins with a frame that needs no other
// (Matroska, RFC 9559). Old clusters are dropped, and the times of the rest are counted from the first.

const CLUSTER = [0x1F, 0x43, 0xB6, 0x75];
const TIME = 0xE7;
const CHUNK_MS = 500;

/** Records a stream until `dispose()` is called on the result. */
export function lastSeconds(stream, seconds, options) {
  const media = new MediaRecorder(stream, options);
  let [bytes, head, clusters] = [new Uint8Array(0), null, []];
  let reading = Promise.resolve();
  const read = async blob => {
    const more = new Uint8Array(await blob.arrayBuffer());
    const joined = new Uint8Array(bytes.length + more.length);
    joined.set(bytes);
    joined.set(more, bytes.length);
    // What is there of the last cluster waits for the rest of it.
    const starts = clusterStarts(joined);
    if (starts.length > 0) head ??= joined.slice(0, starts[0]);
    starts.slice(0, -1).forEach((start, i) => clusters.push(joined.slice(start, starts[i + 1])));
    bytes = starts.length > 0 ? joined.slice(starts.at(-1)) : joined;
    const now = clusters.length > 0 ? timeOf(clusters.at(-1)) : 0;
    while (clusters.length > 1 && timeOf(clusters[1]) < now - 1000 * seconds) clusters.shift();
  };
  media.ondataavailable = event => { reading = reading.then(() => read(event.data)); };
  media.start(CHUNK_MS);
  return {
    /** A file of the last seconds, or null where there is no frame yet. */
    async take() {
      await new Promise(resolve => {
        media.addEventListener('dataavailable', resolve, { once: true });
        media.requestData();
      });
      await reading;
      if (head === null) return null;
      const all = [...clusters, wholeBlocks(bytes)];
      const first = timeOf(all[0]);
      return new Blob([head, ...all.map(cluster => withTime(cluster, timeOf(cluster) - first))], { type: 'video/webm' });
    },
    dispose() {
      if (media.state !== 'inactive') media.stop();
      stream.getTracks().forEach(track => track.stop());
    },
  };
}

// A cluster up to the last block that is whole: a recorder may hand over half a block and the rest later. Such a cluster has no size: its end is the next
// cluster or the end of the file.
function wholeBlocks(cluster) {
  const first = timeAt(cluster, 0);
  let end = first;
  for (let next = first; next <= cluster.length; next = elementEnd(cluster, next)) end = next;
  const whole = cluster.slice(0, end);
  whole.fill(0xFF, 4, first);
  whole[4] >>= vintLength(cluster, 4) - 1;
  return whole;
}

// Where the element ends that begins there, after its name, its size and its content. Beyond all bytes where its size is not there yet.
function elementEnd(bytes, start) {
  const size = start + vintLength(bytes, start);
  const length = vintLength(bytes, size);
  if (!(size + length <= bytes.length)) return Infinity;
  return size + length + bytes.subarray(size + 1, size + length).reduce((sum, byte) => 256 * sum + byte, bytes[size] & (0xFF >> length));
}

// Numbers have one to eight bytes; the zeros before the first bit of the first byte say how many.
function vintLength(bytes, at) {
  return Math.clz32(bytes[at]) - 24 + 1;
}

// A cluster: its name, its size, then first its time.
function clusterStarts(bytes) {
  const starts = [];
  for (let at = bytes.indexOf(CLUSTER[0]); at >= 0 && at + 16 < bytes.length; at = bytes.indexOf(CLUSTER[0], at + 1)) {
    if (CLUSTER.every((byte, i) => bytes[at + i] === byte) && bytes[timeAt(bytes, at)] === TIME) starts.push(at);
  }
  return starts;
}

function timeAt(bytes, start) {
  return start + 4 + vintLength(bytes, start + 4);
}

function timeOf(cluster) {
  const at = timeAt(cluster, 0);
  const length = cluster[at + 1] & 0x7F;
  return cluster.subarray(at + 2, at + 2 + length).reduce((time, byte) => 256 * time + byte, 0);
}

function withTime(cluster, time) {
  const changed = cluster.slice();
  const at = timeAt(changed, 0);
  for (let i = at + 1 + (changed[at + 1] & 0x7F); i > at + 1; i--, time = Math.floor(time / 256)) changed[i] = time % 256;
  return changed;
}
