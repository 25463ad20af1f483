using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Bunraku.Benchmarks;

/// <summary>
/// Poses a character with ONNX Runtime on the exported model: the peer that the engine is compared with, set up as well as its
/// documentation knows how. All graph optimisations, sequential execution, and buffers bound once, so that no frame allocates or
/// copies. Fills the final picture alone.
/// </summary>
internal sealed class OnnxRuntimePoser : IPoser
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly float[] _pose = new float[PoseParameters.Count];
    private readonly OrtValue _input;
    private OrtValue? _output;
    private float[]? _boundTo;

    public OnnxRuntimePoser(CharacterModel character, int threads)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
        };

        // Its threads may spin inside a run, but not on into the turn of the next contestant.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        _session = new InferenceSession(OnnxExport.Build(character), options);
        _binding = _session.CreateIoBinding();
        _input = OrtValue.CreateTensorValueFromMemory(_pose, [1, PoseParameters.Count]);
        _binding.BindInput("pose", _input);
    }

    public static string Version => OrtEnv.Instance().GetVersionString();

    public void Render(Pose pose, PosedFrame frame)
    {
        Bind(frame.Blended);
        pose.Values.CopyTo(_pose);
        _session.RunWithBinding(_run, _binding);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _output?.Dispose();
        _input.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    private void Bind(float[] target)
    {
        if (ReferenceEquals(target, _boundTo))
        {
            return;
        }

        OrtValue output = OrtValue.CreateTensorValueFromMemory(target, [1, 4, CharacterPicture.Size, CharacterPicture.Size]);
        _binding.BindOutput("image", output);
        _output?.Dispose();
        _output = output;
        _boundTo = target;
    }
}
