
namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// How a picture is laid onto the 512x512 canvas: what is at (x, y) in the picture comes to (Scale x + ShiftX, Scale y + ShiftY), both
/// in pixels from the top left corner. What lies outside the picture is transparent.
/// </summary>
/// <param name="Scale">Canvas pixels for a picture pixel, above 0.</param>
/// <param name="ShiftX">To the right, in canvas pixels.</param>
/// <param name="ShiftY">Down, in canvas pixels.</param>
public readonly record struct Placement(double Scale, double ShiftX, double ShiftY)
{
    /// <summary>The smallest and the largest scale that is drawn.</summary>
    public const double LeastScale = 1.0 / 256, MostScale = 64;

    /// <summary>The picture as it is, in the top left corner.</summary>
    public static Placement Unchanged { get; } = new(1, 0, 0);

    /// <summary>
    /// The largest centred square of a picture fills the canvas. It is what the original program does with pictures of other sizes, and
    /// where it makes a picture smaller <see cref="PictureDoctor"/> resizes by the same rule, <see cref="LanczosResize"/>. (Where that
    /// enlarges, it leaves faint rings in the background.)
    /// </summary>
    public static Placement CenteredSquare(int width, int height)
    {
        int side = Math.Min(width, height);
        double scale = (double)CharacterPicture.Size / side;
        return new Placement(scale, -((width - side) / 2) * scale, -((height - side) / 2) * scale);
    }

    /// <summary>The placement that brings a square of the picture onto <see cref="PictureBox.Head"/>.</summary>
    public static Placement OfHead(PictureBox head)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(head.Size);
        double scale = Math.Clamp(PictureBox.Head.Size / head.Size, LeastScale, MostScale);
        return new Placement(scale, PictureBox.Head.Left - (head.Left * scale), PictureBox.Head.Top - (head.Top * scale));
    }

    /// <summary>Where a square of the picture comes to lie on the canvas.</summary>
    public PictureBox Map(PictureBox box) => new((box.Left * Scale) + ShiftX, (box.Top * Scale) + ShiftY, box.Size * Scale);

    /// <summary>The same placement of a picture that was first reduced (or enlarged) by a factor.</summary>
    internal Placement AfterScaling(double factor) => this with { Scale = Scale / factor };
}
