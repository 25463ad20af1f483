// Tells that something is done, also where another window has the focus: a notification of the system, and two short tones.

const TONES_HZ = [659, 880];
const TONE_SECONDS = 0.18;

export function notice() {
  let sound;
  return {
    /** Called while a switch is pressed: only then does a browser let a page ask. False where it allows no notifications. */
    async ask() {
      sound ??= new AudioContext();
      return 'Notification' in window && await Notification.requestPermission() === 'granted';
    },
    tell(title, text) {
      if (sound !== undefined) TONES_HZ.forEach((tone, index) => play(sound, tone, sound.currentTime + index * TONE_SECONDS));
      if ('Notification' in window && Notification.permission === 'granted') new Notification(title, { body: text, icon: '/img/bunraku.svg' });
    },
    dispose() { sound?.close(); },
  };
}

function play(sound, tone, start) {
  const [source, volume] = [sound.createOscillator(), sound.createGain()];
  source.frequency.value = tone;
  volume.gain.setValueAtTime(0.12, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
  source.connect(volume).connect(sound.destination);
  source.start(start);
  source.stop(start + TONE_SECONDS);
}
