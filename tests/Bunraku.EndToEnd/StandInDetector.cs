using Bunraku.Core.Models;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd;

/// <summary>
/// A copy of the program that has another module in the place of MediaPipe's: it plays the recorded scores of a face. So the webcam page
/// is tested without npm and without the face model; all else of the page's way is the program's own.
/// </summary>
public sealed class StandInDetector : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku-stand-in-");

    public StandInDetector()
    {
        CopyProgram(new DirectoryInfo(StudioProcess.ProgramFolder), Program);
        string module = Directory.CreateDirectory(Path.Combine(Program, "wwwroot", "vendor", "tasks-vision")).FullName;
        File.Copy(Path.Combine(SharedData.Repository, "tests", "Bunraku.EndToEnd", "standInDetector.mjs"), Path.Combine(module, "vision_bundle.mjs"));
        File.Copy(TestData.Path("faces", "astronaut_landmarks.json"), Path.Combine(module, "faces.json"));

        // The page only looks whether a file of the right length is there, or a link to one.
        Directory.CreateDirectory(Models);
        string place = Path.Combine(Models, PublishedModel.Face.FileName);
        string file = OperatingSystem.IsWindows() ? place : Path.Combine(_folder.FullName, "elsewhere");
        using FileStream model = File.Create(file);
        model.SetLength(PublishedModel.Face.Length);
        if (file != place)
        {
            File.CreateSymbolicLink(place, file);
        }
    }

    /// <summary>The folder of the copy.</summary>
    public string Program => Path.Combine(_folder.FullName, "program");

    /// <summary>A folder of models with a link to a file of zeros where the face model would be.</summary>
    public string Models => Path.Combine(_folder.FullName, "models");

    public void Dispose() => _folder.Delete(recursive: true);

    private static void CopyProgram(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileInfo file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (DirectoryInfo folder in from.EnumerateDirectories().Where(folder => folder.Name != "vendor"))
        {
            CopyProgram(folder, Path.Combine(to, folder.Name));
        }
    }
}
