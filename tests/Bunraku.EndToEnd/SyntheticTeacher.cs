using System.Diagnostics;
using Bunraku.Core.Plugins;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd;

/// <summary>Weights of the teacher that the program itself makes, once for all tests of a class, and the plug-in that computes with them.</summary>
public sealed class SyntheticTeacher : IAsyncDisposable
{
    private const string Missing = "The libtorch plug-in is not built: dotnet build -c Release src/Bunraku.Torch";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku-weights-");
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("bunraku-models-");
    private bool _isWritten;

    /// <summary>The folder of the five files. Without the plug-in the running test is skipped, or fails where BUNRAKU_REQUIRE names torch.</summary>
    public async Task<string> WeightsAsync()
    {
        RequirePlugin();
        if (!_isWritten)
        {
            await SynthesizeAsync("tha4", _folder.FullName);
            _isWritten = true;
        }

        return _folder.FullName;
    }

    /// <summary>A folder of models with the family that poses pictures without the plug-in.</summary>
    public async Task<string> ModelsAsync()
    {
        string name = TeacherFamily.Tha3Separable.Name;
        string folder = Path.Combine(_models.FullName, name);
        if (!Directory.Exists(folder))
        {
            await SynthesizeAsync(name, folder);
        }

        return _models.FullName;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        _models.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task SynthesizeAsync(string family, string folder)
    {
        string program = Path.Combine(StudioProcess.ProgramFolder, "bunraku.dll");
        using Process process = Process.Start("dotnet", [program, "models", "synthesize", "--family", family, "-o", folder]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private static void RequirePlugin()
    {
        // The plug-in is looked for next to the tests as it is next to the program.
        if (!TorchPlugin.IsBuilt)
        {
            Requirement.IsMissing("torch", Missing);
        }
    }
}
