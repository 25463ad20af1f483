using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Studio.Features.Distiller.Masks;
using Bunraku.Studio.Features.Distiller.Settings;

namespace Bunraku.Studio.Features.Distiller.Pictures;

/// <summary>The picture and the mask that a draft names, as far as they can be read.</summary>
public sealed class ProjectPictures(SettingsDraft draft)
{
    private const string PictureField = "character_image_file_name";
    private const string MaskField = "face_mask_image_file_name";

    private (string Path, DateTime Time) _pictureRead;

    /// <summary>The picture, or null. The same object as long as its file stays the same.</summary>
    public CharacterPicture? Picture { get; private set; }

    /// <summary>The mask; nothing is white where there is none.</summary>
    public MaskBits Mask { get; private set; } = MaskBits.Empty;

    /// <summary>Whether there is a mask.</summary>
    public bool HasMask { get; private set; }

    /// <summary>What to say about the mask: how it was read, and why it may be wrong.</summary>
    public IReadOnlyList<string> MaskRemarks { get; private set; } = [];

    /// <summary>Reads both files again, the picture where it changed.</summary>
    public void Read()
    {
        draft.Recheck();
        ReadPicture();
        ReadMask();
    }

    /// <summary>Keeps a picture in the project, and names it in the draft.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Keep(StraightImage picture)
    {
        PngFile.Write(draft.Project.PicturePath, picture);
        draft[PictureField] = draft.Project.PicturePath;
        Read();
    }

    /// <summary>Keeps a mask in the project, and names it in the draft.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Keep(MaskBits mask)
    {
        PngFile.WriteRgb(draft.Project.MaskPath, ToImage(mask));
        if (draft[MaskField] != draft.Project.MaskPath)
        {
            draft[MaskField] = draft.Project.MaskPath;
        }

        draft.Recheck();
        ReadMask();
    }

    /// <summary>The mask as the file that a training reads: 512 x 512, black outside the face crop.</summary>
    internal static StraightImage ToImage(MaskBits mask)
    {
        const int Size = CharacterPicture.Size;
        PixelRectangle crop = FaceCrop.Student;
        float[] values = mask.ToValues();
        var image = new StraightImage(Size, Size);
        for (int pixel = 0; pixel < Size * Size; pixel++)
        {
            image.Pixels[(4 * pixel) + 3] = 255;
        }

        for (int i = 0; i < values.Length; i++)
        {
            int pixel = ((crop.Top + (i / crop.Width)) * Size) + crop.Left + (i % crop.Width);
            image.Pixels.AsSpan(4 * pixel, 3).Fill(values[i] > 0 ? (byte)255 : (byte)0);
        }

        return image;
    }

    private void ReadMask()
    {
        FaceMask? mask = draft.ProblemOf(MaskField) is null ? Try(() => FaceMask.Read(Resolve(MaskField))) : null;
        (HasMask, Mask) = (mask is not null, mask is null ? MaskBits.Empty : MaskBits.Of(mask.Values));
        MaskRemarks = mask is null ? [] : [.. mask.Warnings, .. mask.Notes];
    }

    private void ReadPicture()
    {
        if (draft.ProblemOf(PictureField) is not null)
        {
            (Picture, _pictureRead) = (null, default);
            return;
        }

        string path = Resolve(PictureField);
        (string Path, DateTime Time) now = (path, File.GetLastWriteTimeUtc(path));
        if (Picture is null || now != _pictureRead)
        {
            (Picture, _pictureRead) = (Try(() => LoadPicture(path)), now);
        }
    }

    private string Resolve(string field) => draft.Project.Places.Resolve(draft[field]);

    private static CharacterPicture LoadPicture(string path) => ImageConversion.ToNetwork(PngFile.Read(path), path);

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (BadInputException)
        {
            return null; // It changed since it was checked; the next check says how.
        }
    }
}
