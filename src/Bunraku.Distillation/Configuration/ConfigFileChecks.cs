using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Distillation.Configuration;

/// <summary>The rules for the files that a configuration names.</summary>
internal static class ConfigFileChecks
{
    public static void RequireFolder(string path, ConfigPlaces places)
    {
        string full = places.Resolve(path);
        if (!Directory.Exists(full))
        {
            throw File.Exists(full)
                ? new BadInputException($"{path} is a file, but a folder was expected. Name the folder that the run is to be kept in.")
                : new BadInputException($"the folder {path} does not exist (looked for as {full}). Create it, or correct the path: it is relative to the working directory.");
        }
    }

    public static void RequireFolderIfGiven(string? path, ConfigPlaces places)
    {
        if (path is not null)
        {
            RequireFolder(path, places);
        }
    }

    public static void RequirePicture(string path, ConfigPlaces places)
    {
        StraightImage image = PngFile.Read(RequirePng(path, places));
        bool isOpaque = true;
        for (int i = 3; i < image.Pixels.Length && isOpaque; i += 4)
        {
            isOpaque = image.Pixels[i] == 255;
        }

        if (isOpaque)
        {
            throw new BadInputException($"{path}: the picture has no transparent pixel, but the background of a character must be transparent. Cut the character out and save it as an RGBA PNG.");
        }

        ImageConversion.ToNetwork(image, path);
    }

    public static void RequireMask(string path, ConfigPlaces places) => FaceMask.Read(RequirePng(path, places));

    public static void RequirePoses(string path, ConfigPlaces places)
    {
        if (path is not ("auto" or "own") && !File.Exists(places.Resolve(path)))
        {
            throw new BadInputException($"must be auto, own or an existing pose data set (.pt), but there is no file {path} (looked for as {places.Resolve(path)}).");
        }
    }

    private static string RequirePng(string path, ConfigPlaces places)
    {
        string full = places.Resolve(path);
        if (!File.Exists(full))
        {
            throw new BadInputException($"there is no file {path} (looked for as {full}). Correct the path: it is relative to the working directory.");
        }

        return Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase)
            ? full
            : throw new BadInputException($"{path}: a PNG file (.png) was expected, but the name ends in {ForeignText.Quote(Path.GetExtension(path))}. Save it as PNG.");
    }
}
