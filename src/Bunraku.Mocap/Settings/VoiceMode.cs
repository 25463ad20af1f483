namespace Bunraku.Mocap.Settings;

/// <summary>What the microphone does to the character's mouth.</summary>
public enum VoiceMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Each vowel is as strong as the stronger of face and voice says.</summary>
    Add,

    /// <summary>While the microphone is heard the vowels come from it alone.</summary>
    Replace,
}
