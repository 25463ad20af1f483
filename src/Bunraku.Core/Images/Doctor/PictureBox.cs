
namespace Bunraku.Core.Images.Doctor;

/// <summary>A square in a picture, in pixels from its top left corner; it need not lie on whole pixels, nor inside.</summary>
/// <param name="Left">The left edge.</param>
/// <param name="Top">The upper edge.</param>
/// <param name="Size">The side.</param>
public readonly record struct PictureBox(double Left, double Top, double Size)
{
    /// <summary>Where the head should be: <see cref="FaceCrop.HeadBox"/>.</summary>
    public static PictureBox Head { get; } = new(FaceCrop.HeadBox.Left, FaceCrop.HeadBox.Top, FaceCrop.HeadBox.Width);

    /// <summary>The lower edge.</summary>
    public double Bottom => Top + Size;

    /// <summary>The middle between left and right.</summary>
    public double CenterX => Left + (Size / 2);
}
