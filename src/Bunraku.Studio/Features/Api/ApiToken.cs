using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Api;

/// <summary>
/// What a program must know to use the API: the text of a file in the user's data folder that only the user can read. The file is read each time, so that a
/// program is shut out as soon as the user deletes it; the next start makes another one.
/// </summary>
internal sealed partial class ApiToken
{
    public const string FileName = "api-token";
    private const int Length = 48;
    private readonly string _path;

    public ApiToken(StudioOptions options, ILogger<ApiToken> logger)
    {
        string folder = options.DataFolder ?? UserFolders.Data;
        _path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            if (Value is null)
            {
                AtomicFile.WriteAt(_path, WritePrivately);
            }

            MakePrivate(_path); // A file that another one replaces keeps its permissions.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            LogUnwritten(logger, _path, e.Message);
        }
    }

    /// <summary>The token, or null where there is none.</summary>
    public string? Value
    {
        get
        {
            try
            {
                using StreamReader file = File.OpenText(_path);
                char[] text = new char[Length + 1];
                int length = file.ReadBlock(text);
                return length >= Length && Array.TrueForAll(text[..Length], char.IsAsciiHexDigitLower) ? new string(text, 0, Length) : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether a text is the token.</summary>
    public bool Fits(string? given) => given is not null && Value is { } value && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(value));

    private static void WritePrivately(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        stream.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(Length, lowercase: true) + "\n"));
    }

    private static void MakePrivate(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The token for other programs, {Path}, cannot be written, so they cannot use Studio: {Reason}")]
    private static partial void LogUnwritten(ILogger logger, string path, string reason);
}
