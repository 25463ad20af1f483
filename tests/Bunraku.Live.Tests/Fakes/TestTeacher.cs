using Bunraku.Core.Images;
using Bunraku.Live.Teachers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>The teacher of a Studio that does not listen, without networks.</summary>
internal sealed class TestTeacher : IDisposable
{
    public TestTeacher() =>
        Shared = new SharedTeacher(new TeacherSetup(new TeacherOptions { Loader = () => Fake, Weights = "/weights" }), Clock);

    public TeacherFake Fake { get; } = new();

    public ClockFake Clock { get; } = new();

    public SharedTeacher Shared { get; }

    public static SourcePicture Picture(string name = "mika") => new(name, new CharacterPicture(new float[4 * CharacterPicture.Size * CharacterPicture.Size]));

    public TeacherStage Stage(string name = "mika") => new("test", Shared, NullLogger.Instance) { Picture = Picture(name) };

    public void Dispose()
    {
        Shared.Dispose();
        Fake.Dispose();
    }
}
