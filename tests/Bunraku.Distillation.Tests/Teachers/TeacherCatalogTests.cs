using System.Security.Cryptography;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Rig;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Tests.Teachers;

public sealed class TeacherCatalogTests
{
    [Fact]
    public void The_rig_teaches_its_own_picture_and_no_other()
    {
        using var rig = new RigPoser(RigCharacter.Default);
        using Teacher teacher = TeacherCatalog.Open(Request("rig", rig.DrawPicture()));

        Assert.StartsWith("rig ", teacher.Name, StringComparison.Ordinal);
        string refusal = Assert.Throws<BadInputException>(() => TeacherCatalog.Open(Request("rig", new StraightImage(512, 512)))).Message;
        Assert.Contains("my picture is not the picture of the teacher, the rig", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_teacher_that_nobody_knows_is_refused_with_those_that_there_are()
    {
        string refusal = Assert.Throws<BadInputException>(() => TeacherCatalog.Open(Request("puppet", new StraightImage(512, 512)))).Message;

        Assert.Contains("\"puppet\"", refusal, StringComparison.Ordinal);
        Assert.Contains("tha4, tha3-standard, tha3-separable, rig, or student:<path>", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_complete_system_is_told_apart_by_weights_and_picture()
    {
        using var folder = new ScratchFolder();
        WriteWeights(folder, "one");
        string identity = IdentityOf(folder, red: 0);

        Assert.StartsWith("tha4 v2 ", identity, StringComparison.Ordinal); // Version 1 may have drawn wrong pictures: see docs/decisions.
        Assert.Equal(identity, IdentityOf(folder, red: 0));
        Assert.NotEqual(identity, IdentityOf(folder, red: 255));
        File.WriteAllText(folder[TeacherFamily.Tha4.Networks[2].FileName], "two");
        Assert.NotEqual(identity, IdentityOf(folder, red: 0));
    }

    [Fact]
    public void The_complete_system_is_disposed_after_its_poser()
    {
        using var folder = new ScratchFolder();
        WriteWeights(folder, "one");
        var loader = new LoaderSketch();
        var said = new List<string>();
        CompleteSystem.Open(Request("tha4", Picture(red: 0)) with { WeightsFolder = folder.Path, Device = "cuda", Say = said.Add }, TeacherFamily.Tha4, loader).Dispose();

        Assert.Equal([$"load {folder.Path} on cuda", "dispose poser", "dispose system"], loader.Events);
        Assert.Equal(["loading first.pt, 1 of 5"], said);
    }

    [Fact]
    public void A_complete_system_that_cannot_open_is_disposed()
    {
        using var folder = new ScratchFolder();
        WriteWeights(folder, "one");
        var loader = new LoaderSketch { CannotOpen = true };

        Assert.ThrowsAny<IOException>(() => CompleteSystem.Open(Request("tha4", Picture(red: 0)) with { WeightsFolder = folder.Path }, TeacherFamily.Tha4, loader));
        Assert.Equal("dispose system", loader.Events[^1]);
    }

    [Fact]
    public void What_the_complete_system_says_about_its_arithmetic_is_passed_on()
    {
        using var folder = new ScratchFolder();
        WriteWeights(folder, "one");
        var said = new List<string>();
        CompleteSystem.Open(Request("tha4", Picture(red: 0)) with { WeightsFolder = folder.Path, Say = said.Add }, TeacherFamily.Tha4, new LoaderSketch { Notice = Phrase.Of("slower here") }).Dispose();

        Assert.Contains("warning: slower here", said);
    }

    [Fact]
    public void The_complete_system_in_bfloat16_is_another_teacher_and_a_run_of_it_stays_with_it()
    {
        using var folder = new ScratchFolder();
        WriteWeights(folder, "one");
        var loader = new LoaderSketch { IsReduced = true };
        using Teacher teacher = CompleteSystem.Open(Request("tha4", Picture(red: 0)) with { WeightsFolder = folder.Path, Precision = TeacherPrecision.Auto }, TeacherFamily.Tha4, loader);

        Assert.Equal("tha4 (cpu, bfloat16)", teacher.Name);
        Assert.NotEqual(IdentityOf(folder, red: 0), teacher.Identity);
        Assert.Equal(TeacherPrecision.Auto, loader.Asked);
        Assert.Equal(TeacherPrecision.Reduced, CompleteSystem.PrecisionOf(teacher.Identity));
        Assert.Equal(TeacherPrecision.Full, CompleteSystem.PrecisionOf(IdentityOf(folder, red: 0)));
    }

    [Fact]
    public void A_student_of_a_family_carries_what_its_licence_asks_for()
    {
        using var folder = new ScratchFolder();
        foreach (TeacherNetwork network in TeacherFamily.Tha3Separable.Networks)
        {
            File.WriteAllText(folder[network.FileName], "one");
        }

        using Teacher teacher = CompleteSystem.Open(Request("tha3-separable", Picture(red: 0)) with { WeightsFolder = folder.Path }, TeacherFamily.Tha3Separable, new LoaderSketch());

        Assert.Equal("tha3-separable (cpu)", teacher.Name);
        Assert.StartsWith("tha3-separable v2 ", teacher.Identity, StringComparison.Ordinal);
        Assert.Contains("models by Pramook Khungurn, licensed under CC BY 4.0 (creativecommons.org/licenses/by/4.0); changes:", teacher.Attribution, StringComparison.Ordinal);
        Assert.True(CompleteSystem.IsIdentity(teacher.Identity));
    }

    private static string IdentityOf(ScratchFolder folder, byte red)
    {
        using Teacher teacher = CompleteSystem.Open(Request("tha4", Picture(red)) with { WeightsFolder = folder.Path }, TeacherFamily.Tha4, new LoaderSketch());
        Assert.Equal("tha4 (cpu)", teacher.Name);
        return teacher.Identity;
    }

    private static TeacherRequest Request(string name, StraightImage picture) => new(name, picture, "my picture", WeightsFolder: null, "cpu", Threads: 1, _ => { });

    private static StraightImage Picture(byte red)
    {
        var picture = new StraightImage(512, 512);
        (picture.Pixels[0], picture.Pixels[3]) = (red, 255);
        return picture;
    }

    private static void WriteWeights(ScratchFolder folder, string text)
    {
        foreach (TeacherNetwork network in TeacherFamily.Tha4.Networks)
        {
            File.WriteAllText(folder[network.FileName], text);
        }
    }

    /// <summary>A plug-in without networks that notes what happens to it.</summary>
    private sealed class LoaderSketch : ITeacherLoader
    {
        public List<string> Events { get; } = [];

        public Phrase? Notice { get; init; }

        public bool CannotOpen { get; init; }

        public bool IsReduced { get; init; }

        public TeacherPrecision? Asked { get; private set; }

        public ITeacherSystem Load(TeacherFamily family, string weightsFolder, string device, TeacherPrecision precision = TeacherPrecision.Full, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null)
        {
            foreach (TeacherNetwork network in family.Networks)
            {
                hash!.AppendData(File.ReadAllBytes(Path.Combine(weightsFolder, network.FileName)));
            }

            Asked = precision;
            Events.Add($"load {weightsFolder} on {device}");
            progress?.Report(new TeacherLoading("first.pt", 0, 5));
            return new SystemSketch(family, Events, Notice, CannotOpen, IsReduced);
        }
    }

    private sealed class SystemSketch(TeacherFamily family, List<string> events, Phrase? notice, bool cannotOpen, bool isReduced) : ITeacherSystem
    {
        private bool _isOpened;

        public bool IsBFloat16 => isReduced && _isOpened;

        public TeacherFamily Family => family;

        public string Device => "cpu";

        public Phrase? Notice => notice;

        public ITeacherPoser Open(CharacterPicture picture)
        {
            _isOpened = true;
            return cannotOpen ? throw new IOException("no memory") : new PoserOfSystem(events);
        }

        public void Dispose() => events.Add("dispose system");
    }

    private sealed class PoserOfSystem(List<string> events) : ITeacherPoser
    {
        public Tensor Render(Pose pose, TeacherOutput output) => throw new NotSupportedException();

        public void Render(Pose pose, PosedFrame frame) => throw new NotSupportedException();

        public void Dispose() => events.Add("dispose poser");
    }
}
