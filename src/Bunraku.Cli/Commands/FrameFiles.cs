using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Cli.Commands;

/// <summary>Where the frames go: to one file, or to numbered files in a folder, which is created.</summary>
internal sealed class FrameFiles
{
    private readonly string _path;
    private readonly string _extension;
    private readonly bool _isFolder;

    public FrameFiles(string path, string extension, bool isFolder)
    {
        (_path, _extension, _isFolder) = (path, extension, isFolder);
        if (!isFolder)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{path}: an array of poses needs a folder here, which cannot be made: {error.Message}", error);
        }
    }

    public string this[int index] =>
        _isFolder ? Path.Combine(_path, index.ToString("D4", CultureInfo.InvariantCulture) + _extension) : _path;
}
