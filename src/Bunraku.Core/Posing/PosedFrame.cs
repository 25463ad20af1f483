using Bunraku.Core.Images;

namespace Bunraku.Core.Posing;

/// <summary>
/// The result of posing: the final picture and, when asked for, the parts it was made of. The buffers are allocated once and
/// filled again for every frame. Pictures are in the network convention: linear light, premultiplied, scaled to -1..1 (with
/// slight overshoot), channels R, G, B, A, layout [channel, row, column].
/// </summary>
public sealed class PosedFrame
{
    /// <summary>Allocates a frame for the final picture, or for the picture and some parts.</summary>
    public PosedFrame(FrameParts parts = FrameParts.None)
        : this(parts == FrameParts.None ? PoseRequest.Masked : PoseRequest.WithParts(parts))
    {
    }

    /// <summary>Allocates a frame that asks a poser for something.</summary>
    public PosedFrame(PoseRequest request)
    {
        const int Pixels = CharacterPicture.Size * CharacterPicture.Size;
        Request = request;
        Blended = request.IsFaceOnly ? [] : new float[4 * Pixels];
        Alpha = Allocate(FrameParts.Alpha, Pixels);
        ColorChange = Allocate(FrameParts.ColorChange, 4 * Pixels);
        Warped = Allocate(FrameParts.Warped, 4 * Pixels);
        GridChange = Allocate(FrameParts.GridChange, 2 * Pixels);
        Face = Allocate(FrameParts.Face, 4 * FaceCrop.Student.Height * FaceCrop.Student.Width);
        FaceMorphed = Allocate(FrameParts.FaceMorphed, 4 * Pixels);
    }

    /// <summary>The extent of a frame of which every pixel was drawn.</summary>
    public static PixelRectangle WholeExtent { get; } = new(0, 0, CharacterPicture.Size, CharacterPicture.Size);

    /// <summary>A frame that asks for the face alone.</summary>
    public static PosedFrame FaceOnly() => new(PoseRequest.FaceOnly);

    /// <summary>What a poser must fill.</summary>
    public PoseRequest Request { get; }

    /// <summary>Which parts a poser must fill in addition to <see cref="Blended"/>.</summary>
    public FrameParts Parts => Request.Parts;

    /// <summary>The rectangle of <see cref="Blended"/> that shows the character; the rest is transparent. Every poser sets it.</summary>
    public PixelRectangle Extent { get; set; } = WholeExtent;

    /// <summary>[4, 512, 512]: the frame to show; empty if only the face was asked for.</summary>
    public float[] Blended { get; }

    /// <summary>[1, 512, 512], empty unless asked for.</summary>
    public float[] Alpha { get; }

    /// <summary>[4, 512, 512], empty unless asked for.</summary>
    public float[] ColorChange { get; }

    /// <summary>[4, 512, 512], empty unless asked for.</summary>
    public float[] Warped { get; }

    /// <summary>[2, 512, 512], empty unless asked for.</summary>
    public float[] GridChange { get; }

    /// <summary>[4, 128, 128], empty unless asked for.</summary>
    public float[] Face { get; }

    /// <summary>[4, 512, 512], empty unless asked for.</summary>
    public float[] FaceMorphed { get; }

    /// <summary>All that a poser must fill, always in the same order.</summary>
    public IEnumerable<float[]> Arrays =>
        ((float[][])[Blended, Alpha, ColorChange, Warped, GridChange, Face, FaceMorphed]).Where(array => array.Length > 0);

    private float[] Allocate(FrameParts part, int length) => Parts.HasFlag(part) ? new float[length] : [];
}
