namespace Bunraku.Core.Animation;

/// <summary>The formats an animation can be written in.</summary>
public enum AnimationFormat
{
    /// <summary>Animated PNG: every pixel exact, alpha included.</summary>
    Png,

    /// <summary>Animated WebP: small, alpha included.</summary>
    Webp,

    /// <summary>Animated GIF: 255 colours a frame, pixels opaque or transparent.</summary>
    Gif,

    /// <summary>H.264 video through ffmpeg, opaque.</summary>
    Mp4,
}
