using System.Diagnostics;
using Bunraku.Core.Plugins;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd;

/// <summary>Weights of the teacher that the program itself makes, once for all tests of a class, and the plug-in that computes with them.</summary>
public sealed class SyntheticTeacher : IAsyncDisposable
{
    private const string Missing = "The libtorch plug-in is not built: dotnet build -c Release src/Bunraku.Torch";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku-weights-");
    private bool _isWritten;

    /// <summary>The folder of the five files. Without the plug-in the running test is skipped, or fails where BUNRAKU_REQUIRE names torch.</summary>
    public async Task<string> WeightsAsync()
    {
        RequirePlugin();
        if (!_isWritten)
        {
            string program = Path.Combine(StudioProcess.ProgramFolder, "bunraku.dll");
            using Process process = Process.Start("dotnet", [program, "models", "synthesize", "-o", _folder.FullName]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            _isWritten = true;
        }

        return _folder.FullName;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
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
