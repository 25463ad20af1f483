using System.Security.Cryptography;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// <c>state.json</c> of a saved state, written last: what the state is, and length and checksum of every other file. A state is complete if all of
/// them agree.
/// </summary>
/// <param name="Format">1.</param>
/// <param name="Run">The run it belongs to; see <see cref="RunRecord.Id"/>.</param>
/// <param name="Network"><c>face_morpher</c> or <c>body_morpher</c>.</param>
/// <param name="ExamplesSeen">Examples shown so far, which with the seeds is the position in the data.</param>
/// <param name="OptimizerSteps">Steps of Adam, exactly.</param>
/// <param name="Files">The files.</param>
internal sealed record StateManifest(int Format, string Run, string Network, long ExamplesSeen, long OptimizerSteps, IReadOnlyList<StateManifest.StateFile> Files)
{
    public const string FileName = "state.json";
    public const int CurrentFormat = 1;

    private const int MaxBytes = 64 << 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>A file of the state.</summary>
    internal sealed record StateFile(string Name, long Bytes, string Sha256)
    {
        public static StateFile Of(string folder, string name)
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, name));
            return new StateFile(name, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads the manifest of a folder and compares every file with it.</summary>
    /// <returns>The manifest, or null and what is wrong.</returns>
    public static (StateManifest? Manifest, string? Problem) ReadVerified(string folder)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, FileName));
            if (!file.Exists)
            {
                return (null, $"{FileName} is missing");
            }

            if (file.Length > MaxBytes || JsonInput.Deserialize<StateManifest>(File.ReadAllBytes(file.FullName), FileName, Json) is not { Format: CurrentFormat } manifest)
            {
                return (null, $"{FileName} is of another format");
            }

            string? torn = manifest.Files.FirstOrDefault(listed => !IsAs(folder, listed))?.Name;
            return torn is null ? (manifest, null) : (null, $"{torn} is missing or is not as it was written");
        }
        catch (Exception error) when (error is BadInputException or IOException or UnauthorizedAccessException)
        {
            return (null, $"{FileName} cannot be read ({error.Message})");
        }
    }

    private static bool IsAs(string folder, StateFile listed) =>
        listed.Name == Path.GetFileName(listed.Name) && File.Exists(Path.Combine(folder, listed.Name)) && StateFile.Of(folder, listed.Name) == listed;
}
