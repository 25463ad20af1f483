namespace Bunraku.Live.Frames;

/// <summary>How a picture is saved.</summary>
public enum PictureStyle
{
    /// <summary>Straight alpha, on nothing.</summary>
    Transparent,

    /// <summary>On the colour behind the stage.</summary>
    WithBackground,

    /// <summary>As the published program saves it: colour is not divided by alpha, so half-transparent edges are too dark.</summary>
    AsOriginal,
}
