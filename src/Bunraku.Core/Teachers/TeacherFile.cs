using Bunraku.Core.Checkpoints;
using Bunraku.Core.Checkpoints.Pickles;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Teachers;

/// <summary>One of the five files, open: its tensors have the right names, shapes and types, and their elements can be read.</summary>
internal sealed class TeacherFile : IDisposable
{
    private const int MostListed = 3;
    private const string ParallelPrefix = "module.";

    private readonly CheckpointReader _checkpoint;
    private readonly TeacherNetwork _network;
    private readonly Dictionary<string, PickledTensor> _tensors;
    private readonly List<string> _notices;

    private TeacherFile(CheckpointReader checkpoint, TeacherNetwork network, TeacherFamily family)
    {
        _checkpoint = checkpoint;
        _network = network;
        OrderedDictionary<string, PickledTensor> stored = NamedTensors.Of(checkpoint);
        bool hasPrefix = stored.Count > 0 && stored.Keys.All(name => name.StartsWith(ParallelPrefix, StringComparison.Ordinal));
        _tensors = stored.ToDictionary(entry => hasPrefix ? entry.Key[ParallelPrefix.Length..] : entry.Key, entry => entry.Value, StringComparer.Ordinal);
        RequireNetwork(family);
        RequireFloatingPoint();
        _notices = [.. FindNotices(hasPrefix)];
    }

    /// <summary>What is unusual about the file; complete once its elements are read.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that it must hold.</param>
    /// <param name="family">The family that the network is of.</param>
    /// <param name="isHashed">Whether <see cref="Hash"/> will be wanted.</param>
    /// <exception cref="CheckpointException">The file is absent, damaged or hostile, or holds something else.</exception>
    public static TeacherFile Open(string path, TeacherNetwork network, TeacherFamily family, bool isHashed = false)
    {
        CheckpointReader checkpoint = OpenCheckpoint(path, network, isHashed);
        try
        {
            return new TeacherFile(checkpoint, network, family);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>The network that a file holds by its names and shapes, or null where it holds none of the family.</summary>
    public static TeacherNetwork? Identify(string path, TeacherFamily family) => KnownNetwork.Find(ShapesIn(path), family);

    /// <summary>The first other family that one of the files is a network of, or null where there is none.</summary>
    public static TeacherFamily? FindOther(IEnumerable<string> paths, TeacherFamily family) =>
        paths.Select(path => KnownNetwork.FindOther(ShapesIn(path), family)).FirstOrDefault(other => other is not null);

    /// <summary>Reads all elements, from the front of the file to its end, and returns them in the order of the network's specification.</summary>
    /// <exception cref="CheckpointException">They are damaged, or one is not finite.</exception>
    public StateDict Read()
    {
        Dictionary<string, Tensor> read = _network.Tensors.OrderBy(spec => _checkpoint.PlaceOf(_tensors[spec.Key])).ToDictionary(spec => spec.Key, Read, StringComparer.Ordinal);
        return new StateDict(_network.Tensors.Select(spec => KeyValuePair.Create(spec.Key, read[spec.Key])));
    }

    /// <summary>The SHA-256 of a file that was opened as hashed. It costs no second pass once the elements are read.</summary>
    /// <exception cref="CheckpointException">The file cannot be read.</exception>
    public byte[] Hash() => _checkpoint.HashOfFile();

    /// <summary>Reads all elements and keeps none.</summary>
    /// <exception cref="CheckpointException">They are damaged, or one is not finite.</exception>
    public void RequireSoundElements()
    {
        foreach (TensorSpec spec in _network.Tensors)
        {
            Read(spec);
        }
    }

    public void Dispose() => _checkpoint.Dispose();

    private Tensor Read(TensorSpec spec)
    {
        Tensor tensor = _checkpoint.Read(_tensors[spec.Key]);
        FiniteWeights.Require(_checkpoint.Path, spec.Key, tensor.Values);
        if (spec == _network.Tensors[0] && SyntheticWeights.AreIn(_network, tensor))
        {
            _notices.Add($"{_checkpoint.Path}: these are the synthetic weights of \"bunraku models synthesize\", with which every picture becomes noise.");
        }

        return tensor;
    }

    /// <summary>The names and shapes of a file's tensors; none where it cannot be read.</summary>
    private static KeyValuePair<string, int[]>[] ShapesIn(string path)
    {
        try
        {
            using CheckpointReader checkpoint = CheckpointReader.Open(path, CheckpointLimits.Teacher);
            return [.. NamedTensors.Of(checkpoint).Select(entry => KeyValuePair.Create(Unprefixed(entry.Key), entry.Value.Shape))];
        }
        catch (CheckpointException)
        {
            return [];
        }
    }

    private static string Unprefixed(string key) => key.StartsWith(ParallelPrefix, StringComparison.Ordinal) ? key[ParallelPrefix.Length..] : key;

    private static CheckpointReader OpenCheckpoint(string path, TeacherNetwork network, bool isHashed)
    {
        try
        {
            return CheckpointReader.Open(path, CheckpointLimits.Teacher, isHashed);
        }
        catch (CheckpointException error) when (error.Kind == CheckpointErrorKind.CorruptArchive)
        {
            long expected = network.ElementCount * sizeof(float);
            long found = InputFile.LengthOf(path);
            throw found < expected ? CheckpointException.Incomplete(path, found, expected, error) : error;
        }
    }

    private void RequireNetwork(TeacherFamily family)
    {
        KeyValuePair<string, int[]>[] found = [.. _tensors.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Shape))];
        TensorDifferences differences = TensorDifferences.Between(found, _network.Tensors);
        if (differences.IsNone)
        {
            return;
        }

        throw CheckpointException.WrongContent(_checkpoint.Path, KnownNetwork.Describe(found, family) is { } other
            ? Phrase.Of($"the file holds {other}, but the teacher's {_network.Name} was expected. {AdviceOn(found, family)}")
            : Phrase.Of($"the file does not hold the teacher's {_network.Name} (of {_network.Tensors.Length} tensors, {differences.Missing.Length} are missing, {differences.Unexpected.Length} others are there, {differences.OfAnotherShape.Length} have another shape): {differences.Describe(MostListed)}. Is it the right file?"));
    }

    private static Phrase AdviceOn(KeyValuePair<string, int[]>[] found, TeacherFamily family) => KnownNetwork.FindOther(found, family) is { } other
        ? TeacherWeightsException.Advice(other, family)
        : Phrase.Of("Give every file its own name, or import the downloaded archive again.");

    private void RequireFloatingPoint()
    {
        foreach (TensorSpec spec in _network.Tensors)
        {
            ElementType type = _tensors[spec.Key].Storage.Type;
            if (!type.IsFloatingPoint)
            {
                throw CheckpointException.NotFloatingPoint(_checkpoint.Path, spec.Key, type.Name);
            }
        }
    }

    private IEnumerable<string> FindNotices(bool hasPrefix)
    {
        if (hasPrefix)
        {
            yield return $"{_checkpoint.Path}: every name begins with \"{ParallelPrefix}\", which was left out.";
        }

        bool IsUnusual(PickledTensor tensor) => tensor.Storage.Type != ElementType.Float32 && !(_network.IsPublishedInHalf && tensor.Storage.Type == ElementType.Float16);
        foreach (IGrouping<string, PickledTensor> group in _tensors.Values.Where(IsUnusual).GroupBy(tensor => tensor.Storage.Type.Name))
        {
            yield return $"{_checkpoint.Path}: {group.Count()} tensors are of type {group.Key} instead of float32 and are converted; the published files need no conversion.";
        }
    }
}
