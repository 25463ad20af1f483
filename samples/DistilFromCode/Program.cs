// Trains a student: DistilFromCode FOLDER [EXAMPLES]. The teacher is the rig, a character that draws itself, so nothing is downloaded.
// EXAMPLES are those of each network. 80 show that it works; a good student takes 100,000 and more, see docs/distiller.md.
// Start it again with the same arguments, and it resumes.
using System.Globalization;
using Bunraku.Core.Images;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Rig;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Training;
using Bunraku.Siren.Training;

string folder = Path.GetFullPath(args[0]);
long examples = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 80;
string configuration = Path.Combine(folder, "distill.yaml");

// The pictures of the character that is learned.
Directory.CreateDirectory(Path.Combine(folder, "run"));
using (var rig = new RigPoser(RigCharacter.Default))
{
    PngFile.Write(Path.Combine(folder, "character.png"), rig.DrawPicture());
    PngFile.WriteRgb(Path.Combine(folder, "face_mask.png"), rig.DrawFaceMask());
}

// What to train. Fields that are not named keep the values of the published distiller.
var defaults = new DistillationConfig();
var weights = new BodyLossWeights(Blended: 1, Warped: 1, GridChange: 10, ColorChange: 0);
ConfigFile.Save(configuration, defaults with
{
    Prefix = Path.Combine(folder, "run"),
    CharacterImageFileName = Path.Combine(folder, "character.png"),
    FaceMaskImageFileName = Path.Combine(folder, "face_mask.png"),
    Teacher = "rig",
    Backend = "simd",
    InitialWeights = "tuned",
    Sparsity = new TileProbabilities(Inside: 0.05, Outside: 0.04, FaceMask: 0.12, FaceRest: 0.04), // The parts of a picture that an example computes.
    Face = defaults.Face with { BatchSize = 2 },
    Body = defaults.Body with { BatchSize = 2 },
    Schedule = new TrainingSchedule(new NetworkSchedule([new LearningPhase(examples, 1e-4)]), new NetworkSchedule([new LearningPhase(examples, 1e-4, weights)])),
});

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // What was learned is saved first.
    stop.Cancel();
};
var distiller = new Distiller(new DistillerOptions(configuration), new DistillerOutput(Report, Console.WriteLine));
RunState end = distiller.Train(stop.Token);
Console.WriteLine(end == RunState.Finished ? distiller.Run.CharacterModel : "Stopped. Start it again to resume.");

static void Report(RunStatus status)
{
    if (status.Losses.TryGetValue("loss", out double loss))
    {
        Console.WriteLine($"{status.Network} {status.ExamplesSeen}: loss {loss:0.000}");
    }
}
