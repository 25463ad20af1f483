using Bunraku.Core.Images;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Distiller.Masks;
using Bunraku.Studio.Features.Distiller.Pictures;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Tests.Distiller;

/// <summary>A project of the distiller in a separate folder.</summary>
internal sealed class TestProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestProject(string name = "mika") => Project = new DistillerProject(_folder.Folder(name));

    public DistillerProject Project { get; }

    /// <summary>A picture with a figure and a transparent background.</summary>
    public static StraightImage Picture()
    {
        const int Size = CharacterPicture.Size;
        var image = new StraightImage(Size, Size);
        for (int row = 60; row < Size; row++)
        {
            for (int column = 200; column < 312; column++)
            {
                image.Pixels.AsSpan(4 * ((row * Size) + column), 4).Fill((byte)(255 - (row / 4)));
                image.Pixels[(4 * ((row * Size) + column)) + 3] = 255;
            }
        }

        return image;
    }

    /// <summary>A mask with one white pixel, in the third row of the face crop.</summary>
    public static MaskBits Mask()
    {
        float[] values = new float[MaskBits.Pixels];
        values[(2 * 128) + 5] = 1;
        return MaskBits.Of(values);
    }

    /// <summary>Gives it what a training needs.</summary>
    public TestProject WithPictures()
    {
        PngFile.Write(Project.PicturePath, Picture());
        PngFile.WriteRgb(Project.MaskPath, ProjectPictures.ToImage(Mask()));
        return this;
    }

    public void Dispose() => _folder.Dispose();
}
