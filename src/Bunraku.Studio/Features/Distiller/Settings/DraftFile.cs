using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Json;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>What was changed in a page and not saved yet: texts of fields, which may be wrong, by their names.</summary>
internal static class DraftFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>What is kept; nothing where there is no draft. One that cannot be read is lost, the configuration is not.</summary>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonInput.Deserialize<Dictionary<string, string?>>(File.ReadAllBytes(path), path, Json).Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!)
                : new Dictionary<string, string>();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>Keeps what was changed, or removes the file where nothing was. What cannot be written stays in the page; saving says what is wrong.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, string> changed)
    {
        try
        {
            if (changed.Count > 0)
            {
                AtomicFile.WriteText(path, JsonSerializer.Serialize(changed, Json));
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException)
        {
        }
    }
}
