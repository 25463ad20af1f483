using System.Security.Cryptography;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>A teacher without networks: every output is filled with the pose's head_x. A frame can be held up.</summary>
internal sealed class TeacherFake : ITeacherLoader, IDisposable
{
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public int Loaded { get; private set; }

    /// <summary>What exists of it now: the system and its posers.</summary>
    public int Alive { get; private set; }

    public List<(Pose Pose, TeacherOutput Output)> Rendered { get; } = [];

    /// <summary>Whether a frame is being drawn that waits to continue.</summary>
    public bool IsHeld { get; private set; }

    public BadInputException? LoadFailure { get; set; }

    public Exception? RenderFailure { get; set; }

    public Exception? ReleaseFailure { get; set; }

    public string? Folder { get; private set; }

    /// <summary>What was loaded, one after the other.</summary>
    public List<TeacherFamily> Families { get; } = [];

    public void Hold() => _open.Reset();

    public void GoOn() => _open.Set();

    public void Dispose() => _open.Dispose();

    public ITeacherSystem Load(TeacherFamily family, string weightsFolder, string device, TeacherPrecision precision = TeacherPrecision.Full, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null)
    {
        Loaded++;
        Families.Add(family);
        Folder = weightsFolder;
        progress?.Report(new TeacherLoading("face_morpher.pt", 2, 5));
        return LoadFailure is null ? new SystemFake(this, family) : throw LoadFailure;
    }

    private sealed class SystemFake : ITeacherSystem
    {
        private readonly TeacherFake _fake;

        public SystemFake(TeacherFake fake, TeacherFamily family)
        {
            Family = family;
            _fake = fake;
            _fake.Alive++;
        }

        public TeacherFamily Family { get; }

        public string Device => "cpu";

        public ITeacherPoser Open(CharacterPicture picture) => new Poser(_fake);

        public void Dispose()
        {
            Assert.Equal(1, _fake.Alive); // The posers go first.
            _fake.Alive--;
            if (_fake.ReleaseFailure is not null)
            {
                throw _fake.ReleaseFailure;
            }
        }
    }

    private sealed class Poser : ITeacherPoser
    {
        private readonly TeacherFake _fake;

        public Poser(TeacherFake fake)
        {
            _fake = fake;
            _fake.Alive++;
        }

        public Tensor Render(Pose pose, TeacherOutput output)
        {
            Draw(pose, output);
            float[] values = new float[output.Channels * output.Size * output.Size];
            values.AsSpan().Fill(pose["head_x"]);
            return new Tensor([output.Channels, output.Size, output.Size], values);
        }

        public void Render(Pose pose, PosedFrame frame)
        {
            Draw(pose, TeacherFamily.Tha3Separable.Posed);
            frame.Extent = PosedFrame.WholeExtent;
            frame.Blended.AsSpan().Fill((2 * pose["head_x"]) - 1);
        }

        public void Dispose() => _fake.Alive--;

        private void Draw(Pose pose, TeacherOutput output)
        {
            _fake.IsHeld = !_fake._open.IsSet;
            _fake._open.Wait();
            _fake.IsHeld = false;
            if (_fake.RenderFailure is not null)
            {
                throw _fake.RenderFailure;
            }

            _fake.Rendered.Add((pose, output));
        }
    }
}
